import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { systemBinary } from '../support/mongod.ts'
import { day, done, item, line, noon } from '../support/store-builders.ts'

const actors = Array.from({ length: 30 }, (_, n) => `conversation:web/${n}` as const)

function commitFor(n: number, revision: number) {
  return item(actors[n]!, revision, {
    lines: [line(revision + 1, `${revision + 1}`)],
    consumed: { key: `key ${revision + 1}`, keepUntil: noon + day },
  })
}

describeMongo('a write', () => {
  let servers: MongoMemoryReplSet
  beforeAll(async () => {
    servers = await MongoMemoryReplSet.create({
      ...systemBinary(),
      replSet: { count: 3, storageEngine: 'wiredTiger' },
    })
  }, 60_000)
  afterAll(() => servers?.stop())

  function signal(port: number, name: NodeJS.Signals): void {
    const member = servers.servers.find((one) => one.instanceInfo?.port === port)!
    process.kill(member.instanceInfo!.instance.mongodProcess!.pid!, name)
  }

  async function roles(): Promise<{ primary: number; others: number[] }> {
    const ports = servers.servers.map((one) => one.instanceInfo!.port)
    const connection = await mongoose.createConnection(servers.getUri('redress')).asPromise()
    const { primary } = await connection.db!.admin().command({ hello: 1 })
    await connection.close()
    const port = Number(String(primary).split(':')[1])
    return { primary: port, others: ports.filter((one) => one !== port) }
  }

  it('that no majority confirmed is not acknowledged; it is there afterwards, or it is not, and never by halves', async () => {
    const { primary, others } = await roles()
    await using store = await openMongo(servers.getUri('redress'))
    await Promise.all(actors.map((_, n) => done(store, commitFor(n, 0))))

    for (const port of others) signal(port, 'SIGSTOP')
    const unsure = await Promise.allSettled(
      actors.map((_, n) => store.commit(commitFor(n, 1), noon)),
    )
    for (const result of unsure) {
      expect(result.status).toBe('rejected')
      expect((result as PromiseRejectedResult).reason).toBeInstanceOf(StoreUnavailableError)
    }
    signal(primary, 'SIGKILL')
    for (const port of others) signal(port, 'SIGCONT')

    // As a platform does: the same again, until it is taken.
    let seen = 0
    for (const n of actors.keys()) {
      const again = () => store.commit(commitFor(n, 1), noon).catch(() => undefined)
      let outcome = await again()
      while (outcome === undefined) outcome = await again()
      expect(['done', 'seen']).toContain(outcome.outcome)
      if (outcome.outcome === 'seen') seen += 1
      expect(await store.load(actors[n]!)).toMatchObject({ revision: 2 })
      expect((await store.lines(actors[n]!, 0, 9)).map(({ text }) => text)).toEqual(['1', '2'])
    }
    console.log(
      `writes no majority confirmed ${actors.length}: lost with the primary ${actors.length - seen}, there ${seen}`,
    )
  }, 180_000)
})
