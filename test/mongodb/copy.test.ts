import { expect, it } from 'vitest'
import { copyStore } from '../../src/operate/copy-store.ts'
import type { Copyable } from '../../src/store/copyable.ts'
import type { MongoStore } from '../../src/store/mongodb/store.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { operate } from '../support/operate.ts'
import {
  ann,
  bo,
  day,
  done,
  event,
  item,
  line,
  minute,
  noon,
  ticketView,
  timer,
  words,
} from '../support/store-builders.ts'
import { tempFolder } from '../support/store-folder.ts'

const shop = 'team:service' as const

/** A small desk in which everything has happened once. */
async function fill(store: Store): Promise<string> {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => n % 251)
  const photo = await store.putFile({ name: '照片.png', type: 'image/png', bytes })
  for (let n = 0; n < 90; n++) {
    const lines = [{ ...line(n + 1, `第 ${n} 句 𠮷 \ud83d`), ...(n === 3 && { files: [photo] }) }]
    const consumed = { key: `web:${n}`, keepUntil: noon + n * day }
    await done(store, item(ann, n, { lines, consumed }))
  }
  const letters = [
    words(shop, 'retried'),
    words(shop, 'parked'),
    words(shop, 'tomorrow', { dueAt: noon + day, slot: 'ring' }),
    timer(ann, 'silence', noon + 2 * day),
    event(bo, 'hello', { dueAt: noon + day }),
  ]
  const { letters: lent } = await done(store, item(ann, 90, { letters }))
  await store.park(lent[1]!.id, 'blocked')
  await store.postpone(lent[0]!.id, noon + minute)
  const view = ticketView({ number: 'CP-1', name: '李梅', needBy: noon + day, about: ['wang'] })
  await done(store, item('ticket:a', 0, { view, lines: [line(1, 'opened')] }))
  // By name one stands before the tickets and one after them.
  await done(store, item('room:team/service', 0, { lines: [line(1, 'new')] }))
  await done(store, item('traces:conversation:web/x', 0, { lines: [line(1, 'gone')] }))
  await store.writeRecord('person:wang', 0, { role: 'agent' })
  await store.writeRecord('person:wang', 1, { role: 'admin' })
  await store.writeRecord('gone', 0, 1)
  await store.writeRecord('gone', 1, undefined)
  for (let n = 0; n < 3; n++) await store.drawNumber('20261121')
  return photo.id
}

async function expectSame(store: Store, photo: string): Promise<void> {
  expect(await store.load(ann)).toMatchObject({ revision: 91 })
  expect(await store.lines(ann, 0, 200)).toHaveLength(90)
  expect((await store.lastLines(ann, 2)).map(({ seq }) => seq)).toEqual([89, 90])
  expect((await store.file(photo))?.bytes).toHaveLength(300_000)
  expect((await store.ticket('CP-1'))?.view).toMatchObject({ name: '李梅', about: ['wang'] })
  expect((await store.parked(9)).map(({ id, reason }) => [id, reason])).toEqual([
    [`${ann}@91#1`, 'blocked'],
  ])
  expect(await store.record('person:wang')).toEqual({ revision: 2, value: { role: 'admin' } })
  expect(await store.drawNumber('20261121')).toBeGreaterThan(3)
  const again = { consumed: { key: 'web:5', keepUntil: noon + day } }
  expect(await store.commit(item(ann, 91, again), noon)).toEqual({ outcome: 'seen' })
  const claimed = await store.claim(noon + 3 * day, 9, minute)
  expect(claimed.map(({ id, attempts }) => [id, attempts]).sort()).toEqual([
    [`${ann}@91#0`, 1],
    [`${ann}@91#3`, 0],
    [`${ann}@91#4`, 0],
  ])
}

describeMongo('a desk that moves', (bench) => {
  it('takes everything along to MongoDB and back, and is compared', async () => {
    await using folder = await tempFolder()
    await using home = await tempFolder()
    let photo: string
    {
      await using from = await openSqlite({ folder: folder.path })
      photo = await fill(from)
      await using to = await bench.open()
      const seen: string[] = []
      const report = await copyStore(from, to, ({ kind, done: so, of }) =>
        seen.push(`${kind} ${so}/${of}`),
      )
      expect(report.counts).toEqual({ actors: 4, lines: 93, records: 1, numbers: 1, files: 1 })
      expect(seen).toEqual(expect.arrayContaining(['lines 93/93', 'actors 4/4']))

      await using back = await openSqlite({ folder: home.path })
      expect(await copyStore(to, back, () => undefined)).toEqual(report)
      await expect(copyStore(from, to, () => undefined)).rejects.toThrow(/holds something already/)
    }
    await expectSame(await bench.open(), photo)
    await using back = await openSqlite({ folder: home.path })
    await expectSame(back, photo)
  })

  it('is moved by the operator’s command', async () => {
    await using folder = await tempFolder()
    {
      await using from = await openSqlite({ folder: folder.path })
      await fill(from)
    }
    const env = { DATA: folder.path, MONGODB_URI: bench.database.uri }
    const moved = await operate(env, 'store-copy', '--from', 'sqlite', '--to', 'mongodb')
    expect(moved).toMatchObject({ code: 0, err: expect.stringContaining('lines 93/93') })
    expect(moved.out).toMatch(/actors 4, lines 93, records 1, .* files 1; both sides sum up to/)
    const again = await operate(env, 'store-copy', '--from', 'sqlite', '--to', 'mongodb')
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/holds something already/) })
  })

  it('goes on where it was cut short', async () => {
    await using folder = await tempFolder()
    await using from = await openSqlite({ folder: folder.path })
    const photo = await fill(from)
    const to = await bench.open()
    const whole = to.copyable()
    let writes = 0
    const failing: Copyable = {
      ...whole,
      async write(kind, items) {
        writes += 1
        if (kind === 'actors') throw new Error('the cable')
        await whole.write(kind, items)
      },
    }
    const frail = new Proxy(to, cutOff(failing))
    await expect(copyStore(from, frail, () => undefined)).rejects.toThrow('the cable')
    expect(writes).toBeGreaterThan(2)
    const kinds: string[] = []
    await copyStore(from, to, ({ kind }) => kinds.push(kind))
    expect(kinds).not.toContain('lines')
    await expectSame(to, photo)
  })
})

/** The store with another sight of what it holds. */
function cutOff(copyable: Copyable): ProxyHandler<MongoStore> {
  return {
    get(store, name) {
      if (name === 'copyable') return () => copyable
      const found = Reflect.get(store, name, store) as unknown
      return typeof found === 'function' ? found.bind(store) : found
    },
  }
}
