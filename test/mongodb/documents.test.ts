import { expect, it } from 'vitest'
import type { ActorId } from '../../src/domain/actor.ts'
import { homeOf } from '../../src/store/mongodb/collections/homes.ts'
import type { LineDocument } from '../../src/store/mongodb/collections/transcript.ts'
import type { ActorDocument } from '../../src/store/mongodb/document.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { ann, day, done, item, line, noon, ticketView } from '../support/store-builders.ts'

describeMongo('a document', (bench) => {
  const actor = (_id: ActorId) =>
    bench.database.db.collection<ActorDocument>(homeOf(_id)).findOne({ _id })

  it('of a ticket can be read by people: its fields at the top, moments as dates', async () => {
    const store = await bench.open()
    const view = ticketView({
      number: 'CP-1',
      owner: 'wang',
      dueAt: noon + day,
      about: ['li'],
      granted: 500,
    })
    await done(store, item('ticket:a', 0, { view }))
    const { _id, desk, ...fields } = (await actor('ticket:a'))!
    expect(fields).toEqual({
      number: 'CP-1',
      state: 'received',
      open: true,
      unconfirmed: false,
      notReached: false,
      category: 'quality',
      level: 2,
      owner: 'wang',
      customer: 'customer:web/ann',
      openedAt: new Date(noon),
      dueAt: new Date(noon + day),
      granted: 500,
      about: ['li'],
    })
    const elsewhere = bench.database.db.collection<{ _id: string }>('actors')
    expect(await elsewhere.findOne({ _id: 'ticket:a' })).toBeNull()
    const shown = await bench.database.db.collection('tickets').find().toArray()
    expect(shown).toEqual([{ _id: 'ticket:a', ...fields }])
  })

  it('of a ticket that is not as its schema says is refused', async () => {
    const store = await bench.open()
    const view = ticketView({ number: 'CP-1', state: 'lost' as never })
    await expect(store.commit(item('ticket:a', 0, { view }), noon)).rejects.toThrow(/state/)
    expect(await actor('ticket:a')).toBeNull()
  })

  it('keeps the last lines; those before move to the transcript, in order and once', async () => {
    const [store, other] = [await bench.open(), await bench.open()]
    for (let n = 1; n <= 60; n++) {
      const writer = n % 2 ? store : other
      await done(writer, item(ann, n - 1, { lines: [line(n, `${n}`)] }))
      const read = await writer.lines(ann, 0, 100)
      expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: n }, (_, k) => k + 1))
      expect((await writer.lastLines(ann, 3)).at(-1)?.seq).toBe(n)
    }
    await store[Symbol.asyncDispose]()
    await other[Symbol.asyncDispose]()
    const fresh = (await actor(ann))!.desk.lines.length
    expect(fresh).toBeLessThanOrEqual(17)
    const moved = await bench.database.db.collection<LineDocument>('lines').find().toArray()
    expect(moved.length).toBeGreaterThanOrEqual(60 - fresh)
    expect(moved.map(({ seq }) => seq)).toEqual(moved.map((_, n) => n + 1))
  })

  it('keeps the last keys; those before move out and are known still, until their time is over', async () => {
    const [store, other] = [await bench.open(), await bench.open()]
    const keyed = (n: number) => ({ consumed: { key: `k${n}`, keepUntil: noon + n } })
    for (let n = 0; n < 300; n++) await done(store, item(ann, n, keyed(n)))
    await expect
      .poll(async () => (await actor(ann))!.desk.keys.length, { timeout: 10_000 })
      .toBeLessThan(193)
    for (const one of [store, other]) {
      for (const n of [0, 50, 299]) {
        expect(await one.commit(item(ann, 300, keyed(n)), noon)).toEqual({ outcome: 'seen' })
      }
    }
    expect(await other.prune(noon + 51)).toBe(51)
    expect(await store.commit(item(ann, 300, keyed(51)), noon + 51)).toEqual({ outcome: 'seen' })
    await done(store, item(ann, 300, keyed(50)), noon + 51)
  })

  it('that cannot be written takes no other of its batch with it', async () => {
    const store = await bench.open()
    const letters = (kilobytes: number) =>
      Array.from({ length: kilobytes }, (_, n) => ({
        to: `team:${n}` as const,
        message: { text: 'x'.repeat(1024) },
        dueAt: noon + day,
      }))
    await done(store, item(ann, 0))
    await done(store, item('ticket:a', 0))
    const results = await Promise.allSettled([
      store.commit(item('conversation:web/1', 0), noon),
      store.commit(item('conversation:web/2', 0, { letters: letters(17 * 1024) }), noon),
      store.commit(item('conversation:web/3', 0), noon),
      store.commit(item(ann, 1), noon),
      store.commit(item('ticket:a', 1), noon),
      store.commit(item('ticket:b', 0), noon),
    ])
    const [, refused, ...others] = results.map(({ status }) => status)
    expect(refused).toBe('rejected')
    expect(new Set(others)).toEqual(new Set(['fulfilled']))
    expect(await store.load('conversation:web/2')).toBeUndefined()
    const written = [ann, 'ticket:a', 'ticket:b', 'conversation:web/3'] as const
    const revisions = await Promise.all(written.map((one) => store.load(one)))
    expect(revisions.map((stored) => stored?.revision)).toEqual([2, 2, 1, 1])
  })
})
