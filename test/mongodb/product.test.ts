import { MongoMemoryServer } from 'mongodb-memory-server-core'
import { expect, it } from 'vitest'
import { examine, thisMachine } from '../../src/operate/doctor.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { systemBinary } from '../support/mongod.ts'
import { operate } from '../support/operate.ts'
import { freePort, runDeskWith } from '../support/running-desk.ts'
import { open, said, say } from '../support/web-customer.ts'

describeMongo('the product on a shared database', (bench) => {
  it('keeps what it acknowledged when it is killed, and tells the operator what it runs on', async () => {
    const settings = { MONGODB_URI: bench.database.uri }
    await using desk = await runDeskWith(settings)
    const env = { ...settings, DATA: desk.folder, PORT: '0' }
    const token = await open(desk)
    expect(await say(desk, token, 'm1', '我要投诉')).toBe(202)
    await desk.kill()
    await desk.start()
    expect(await say(desk, token, 'm1', '我要投诉')).toBe(200)
    expect(await say(desk, token, 'm2', '电饭煲坏了')).toBe(202)
    expect(await said(desk, token)).toEqual(['我要投诉', '电饭煲坏了'])

    const doctor = await operate(env, 'doctor')
    expect(doctor.out).toMatch(/The database \(MongoDB, redress_\w+ at .*members 1\) answers/)
    expect((await operate(env, 'admin-code')).out).toMatch(/[2-9A-HJ-NP-Z]{5}-/)
    const backup = await operate(env, 'backup')
    expect(backup).toMatchObject({ code: 1, out: '' })
    expect(backup.err).toMatch(/mongodump/)
  })

  it('is told to set its clock where the database has another time', async () => {
    const settings = loadSettings({
      configFolder: 'config',
      env: { MONGODB_URI: bench.database.uri, PORT: '0' },
    })
    const lines = async (now: number) =>
      (await examine(settings, { ...thisMachine, now })).map(({ state, key }) => `${state} ${key}`)
    expect(await lines(Date.now())).toContain('fine shared')
    expect(await lines(Date.now() - 60_000)).toContain('care shared clock')
  })

  it('does not start without its database: one line says why and what to do', async () => {
    const settings = { MONGODB_URI: 'mongodb://desk:s3cret@127.0.0.1:9/redress' }
    const env = { ...settings, PORT: '0' }
    await expect(runDeskWith(settings)).rejects.toThrow(/ended with 1/)
    const doctor = await operate(env, 'doctor')
    expect(doctor.code).toBe(1)
    expect(doctor.out).toMatch(
      /✗ store in MongoDB, redress at 127\.0\.0\.1:9: it cannot be reached/,
    )
    expect(doctor.out + doctor.err).not.toContain('s3cret')
  })

  it('says "try again" while its database is away, and goes on by itself', async () => {
    const port = await freePort()
    const server = await MongoMemoryServer.create({
      ...systemBinary(),
      instance: { port, portGeneration: false, storageEngine: 'wiredTiger' },
    })
    const { dbPath } = server.instanceInfo!
    try {
      await using desk = await runDeskWith({ MONGODB_URI: server.getUri('redress') })
      const token = await open(desk)
      expect(await say(desk, token, 'm1', '我要投诉')).toBe(202)
      await server.stop({ doCleanup: false })
      expect(await say(desk, token, 'm2', '电饭煲坏了')).toBe(503)
      const back = await MongoMemoryServer.create({
        ...systemBinary(),
        instance: { port, portGeneration: false, dbPath, storageEngine: 'wiredTiger' },
      })
      try {
        // As the page does: again with the same key, until it is taken.
        const sent = () => say(desk, token, 'm2', '电饭煲坏了')
        await expect.poll(sent, { timeout: 30_000, interval: 500 }).toBe(202)
        expect(await said(desk, token)).toEqual(['我要投诉', '电饭煲坏了'])
      } finally {
        await back.stop()
      }
    } finally {
      await server.cleanup({ doCleanup: true, force: true })
    }
  })
})
