import { setTimeout as delay } from 'node:timers/promises'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { type InterruptedWay, interruptedWay } from '../support/interrupted-way.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { systemBinary } from '../support/mongod.ts'
import { type Count, PatientCustomer } from '../support/patient-customer.ts'
import { type RunningDesk, runDeskWith } from '../support/running-desk.ts'

const customers = 16

/** What a desk has counted under that name. */
async function countOf(name: string, desk: RunningDesk): Promise<number> {
  const metrics = await (await fetch(`${desk.base}/metrics`)).text()
  const counts = [...metrics.matchAll(new RegExp(`^${name}\\S* (\\d+)$`, 'gm'))]
  return counts.reduce((sum, [, count]) => sum + Number(count), 0)
}

describeMongo('three processes on a replica set of three', () => {
  let servers: MongoMemoryReplSet
  let uri: string
  beforeAll(async () => {
    servers = await MongoMemoryReplSet.create({
      ...systemBinary(),
      replSet: { count: 3, storageEngine: 'wiredTiger' },
    })
    uri = servers.getUri('redress')
  }, 60_000)
  afterAll(() => servers?.stop())

  async function primary() {
    const connection = await mongoose
      .createConnection(uri, { readPreference: 'primaryPreferred' })
      .asPromise()
    const hello = await connection.db!.admin().command({ hello: 1 })
    const port = Number(String(hello.primary).split(':')[1])
    return { connection, server: servers.servers.find((one) => one.instanceInfo?.port === port)! }
  }

  /** What may happen to a company in a bad minute. `ways`: those of the first one to the database. */
  async function disturb(
    [one, two, three]: readonly RunningDesk[],
    ways: readonly InterruptedWay[],
  ): Promise<void> {
    await delay(6_000)
    await one!.kill()
    await delay(2_000)
    await one!.start()
    two!.pause()
    const { connection, server } = await primary()
    await connection
      .db!.admin()
      .command({ replSetStepDown: 10, force: true })
      .catch(() => undefined)
    await connection.close()
    await delay(4_000)
    two!.resume()
    for (const way of ways) way.pause()
    await three!.kill()
    const next = await primary()
    await next.connection.close()
    process.kill(next.server.instanceInfo!.instance.mongodProcess!.pid!, 'SIGKILL')
    await delay(3_000)
    await three!.start()
    // Longer than the driver waits for an answer: some of what it asked comes about unheard.
    await delay(6_500)
    for (const way of ways) way.heal()
    expect(server).toBeDefined()
  }

  it('lose nothing that was acknowledged and do nothing twice, whatever dies', async () => {
    const settings = { MONGODB_URI: uri }
    const ports = servers.servers.map((member) => member.instanceInfo!.port)
    await using wayA = await interruptedWay(ports[0]!)
    await using wayB = await interruptedWay(ports[1]!)
    await using wayC = await interruptedWay(ports[2]!)
    const ways = [wayA, wayB, wayC]
    await using one = await runDeskWith({
      ...settings,
      NODE_OPTIONS: `--import=${new URL('../support/take-the-way.mjs', import.meta.url)}`,
      TAKE_THE_WAY: ways.map((way, n) => `${ports[n]}=${way.port}`).join(','),
    })
    await using two = await runDeskWith(settings)
    await using three = await runDeskWith(settings)
    const desks = [one, two, three]
    const count: Count = { acknowledged: 0, refused: 0, unreached: 0 }
    const all = Array.from({ length: customers }, (_, n) => new PatientCustomer(desks, n, count))
    let isOver = false
    await Promise.all([
      disturb(desks, ways).finally(() => {
        isOver = true
      }),
      ...all.map(async (customer, n) => {
        await customer.complain(n + 2)
        await customer.keepAsking(() => isOver)
      }),
    ])

    for (const customer of all) {
      const lines = await customer.lines()
      const said = lines.filter(({ by }) => by === 'customer').map(({ text }) => text)
      expect(said).toEqual(customer.acknowledged)
      const seqs = lines.map(({ seq }) => seq)
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
    }
    await using store = await openMongo(uri)
    const { tickets } = await store.tickets({}, { limit: 200 })
    expect(new Set(tickets.map(({ view }) => view.customer)).size).toBe(customers)
    expect(tickets).toHaveLength(customers)
    expect(new Set(tickets.map(({ view }) => view.number)).size).toBe(customers)
    expect(await store.parked(9)).toEqual([])

    // Whatever a dead process held goes out when its lease is over; nothing that is due stays.
    await expect
      .poll(async () => ((await store.nextDue()) ?? Number.POSITIVE_INFINITY) > Date.now(), {
        timeout: 120_000,
        interval: 1_000,
      })
      .toBe(true)
    const room = await store.lines('room:team/service', 0, 1_000)
    // Its way to the database was interrupted, not its own life.
    expect(await countOf('redress_store_failures_total', one)).toBeGreaterThan(0)
    let repeats = 0
    for (const desk of desks) repeats += await countOf('redress_repeats_total', desk)
    const letters = room.flatMap(({ letter }) => letter ?? [])
    expect(new Set(letters).size).toBe(letters.length)
    const told = new Set(room.flatMap(({ about }) => about ?? []))
    for (const { actor } of tickets) expect(told).toContain(actor)
    console.log(
      `messages acknowledged ${count.acknowledged}, lost 0, doubled 0; tickets ${tickets.length}; ` +
        `lines to staff ${letters.length}, doubled 0; letters to people sent a second time ${repeats}; requests refused ${count.refused}, unanswered ${count.unreached}`,
    )
  }, 400_000)
})
