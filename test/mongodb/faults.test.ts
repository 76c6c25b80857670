import { setTimeout as delay } from 'node:timers/promises'
import { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { systemBinary } from '../support/mongod.ts'
import { type RunningDesk, runDeskWith } from '../support/running-desk.ts'

const customers = 16
const patience = 150_000

type Line = { seq: number; by: string; text?: string; id?: string }
type Count = { acknowledged: number; refused: number; unreached: number }

/** A page that keeps what it could not send and sends it again, wherever somebody answers. */
class Customer {
  readonly acknowledged: string[] = []
  readonly #desks: readonly RunningDesk[]
  readonly #count: Count
  #at: number
  #token = ''

  constructor(desks: readonly RunningDesk[], n: number, count: Count) {
    this.#desks = desks
    this.#at = n
    this.#count = count
  }

  async begin(): Promise<void> {
    const answer = await this.#ask('', { method: 'POST' })
    this.#token = ((await answer.json()) as { token: string }).token
  }

  async say(text: string): Promise<void> {
    const id = `m${this.acknowledged.length}`
    await this.#ask(`/${this.#token}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, text }),
    })
    this.acknowledged.push(text)
    this.#count.acknowledged += 1
  }

  async lines(): Promise<Line[]> {
    const answer = await this.#ask(`/${this.#token}/lines`, {})
    return ((await answer.json()) as { lines: Line[] }).lines
  }

  /** Waits for words of the desk after a line. */
  async hears(words: RegExp, after = 0): Promise<number> {
    const until = Date.now() + patience
    while (Date.now() < until) {
      const lines = await this.lines()
      const found = lines.find(
        ({ seq, by, text }) => seq > after && by !== 'customer' && words.test(text ?? ''),
      )
      if (found) return found.seq
      await delay(400)
    }
    throw new Error(`not heard: ${words}: ${JSON.stringify(await this.lines())}`)
  }

  async complain(n: number): Promise<void> {
    await this.begin()
    await this.say('我要投诉')
    await this.say(`电饭煲用了${n}天就坏了，我要换一台`)
    const heard = await this.hears(/./)
    await delay(200 * n)
    await this.hears(/./, heard)
    await this.say('直接提交')
    await this.hears(/CP-\d{8}-\d{4}/)
  }

  /** Asks again and again how it stands, for as long as the bad minute lasts. */
  async keepAsking(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.say('进度')
      await delay(1_500)
    }
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const until = Date.now() + patience
    for (;;) {
      const desk = this.#desks[this.#at++ % this.#desks.length]!
      try {
        const signal = AbortSignal.timeout(8_000)
        const answer = await fetch(`${desk.base}/api/conversations${path}`, { ...init, signal })
        if (answer.ok) return answer
        this.#count.refused += 1
      } catch {
        this.#count.unreached += 1
      }
      if (Date.now() > until) throw new Error(`nobody answers ${path}`)
      await delay(300)
    }
  }
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

  /** What may happen to a company in a bad minute. */
  async function disturb([one, two, three]: readonly RunningDesk[]): Promise<void> {
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
    await three!.kill()
    const next = await primary()
    await next.connection.close()
    process.kill(next.server.instanceInfo!.instance.mongodProcess!.pid!, 'SIGKILL')
    await delay(3_000)
    await three!.start()
    expect(server).toBeDefined()
  }

  it('lose nothing that was acknowledged and do nothing twice, whatever dies', async () => {
    const settings = { MONGODB_URI: uri }
    await using one = await runDeskWith(settings)
    await using two = await runDeskWith(settings)
    await using three = await runDeskWith(settings)
    const desks = [one, two, three]
    const count: Count = { acknowledged: 0, refused: 0, unreached: 0 }
    const all = Array.from({ length: customers }, (_, n) => new Customer(desks, n, count))
    let isOver = false
    await Promise.all([
      disturb(desks).finally(() => {
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
    const letters = room.flatMap(({ letter }) => letter ?? [])
    expect(new Set(letters).size).toBe(letters.length)
    const told = new Set(room.flatMap(({ about }) => about ?? []))
    for (const { actor } of tickets) expect(told).toContain(actor)
    console.log(
      `messages acknowledged ${count.acknowledged}, lost 0, doubled 0; tickets ${tickets.length}; ` +
        `lines to staff ${letters.length}, doubled 0; requests refused ${count.refused}, unanswered ${count.unreached}`,
    )
  }, 400_000)
})
