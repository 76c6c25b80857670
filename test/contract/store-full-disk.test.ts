import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CommitItem } from '../../src/domain/commit.ts'
import { type Store, StoreUnavailableError } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { done, item, line, minute, noon, said, timer, words } from '../support/store-builders.ts'
import { smallDisk } from '../support/store-small-disk.ts'

const actors = Array.from({ length: 12 }, (_, n) => `conversation:web/${n}` as const)

function commitFor(n: number, revision: number, size: number): CommitItem {
  return item(actors[n]!, revision, {
    record: { chart: 'c@1', snapshot: { at: revision + 1, words: 'x'.repeat(size) }, lines: 1 },
    letters: [words('team:service', `${n} at ${revision}`), timer(actors[n]!, 's', noon + minute)],
    lines: [line(revision + 1, `line ${revision + 1}`)],
    consumed: { key: `key ${revision}`, keepUntil: noon },
  })
}

/** Whole: at `revision` with everything that belongs to it, and with nothing of the one after. */
async function expectWhole(store: Store, n: number, revision: number): Promise<void> {
  const stored = await store.load(actors[n]!)
  expect(stored?.revision ?? 0).toBe(revision)
  if (stored) expect(stored.record.snapshot).toMatchObject({ at: revision })
  expect(await store.lines(actors[n]!, 0, 100)).toHaveLength(revision)
}

it('says so on a full disk, writes nothing by halves, and goes on when there is room', async ({
  skip,
}) => {
  const disk = await smallDisk(4)
  if (typeof disk === 'string') return skip(disk)
  await using _disk = disk
  const folder = join(disk.path, 'data')
  await using store = await openSqlite({ folder })
  const first = await Promise.all(actors.map((_, n) => done(store, commitFor(n, 0, 500))))

  await disk.fill(0)
  const refused = await Promise.allSettled([
    ...actors.map((_, n) => store.commit(commitFor(n, 1, 20_000), noon)),
    store.writeRecord('room', 0, 'x'.repeat(50_000)),
  ])
  for (const result of refused) {
    expect(result.status).toBe('rejected')
    const { reason } = result as PromiseRejectedResult
    expect(reason).toBeInstanceOf(StoreUnavailableError)
    expect(reason.message).toMatch(/the disk is full; free some space/)
  }
  for (const n of actors.keys()) await expectWhole(store, n, 1)
  expect(await store.record('room')).toBeUndefined()

  await disk.free()
  await store.check()
  for (const n of actors.keys()) await done(store, commitFor(n, 1, 20_000))
  await Promise.all(first.flatMap(({ letters }) => letters.map(({ id }) => store.settle(id))))
  await store[Symbol.asyncDispose]()

  await using again = await openSqlite({ folder })
  for (const n of actors.keys()) await expectWhole(again, n, 2)
  expect(said(await again.claim(noon, 100, minute)).sort()).toEqual(
    actors.map((_, n) => `${n} at 1`).sort(),
  )
})

it('answers each of one tick by what became of it when the disk fills in the middle', async ({
  skip,
}) => {
  const disk = await smallDisk(4)
  if (typeof disk === 'string') return skip(disk)
  await using _disk = disk
  const folder = join(disk.path, 'data')
  await using store = await openSqlite({ folder })
  await Promise.all(actors.map((_, n) => done(store, commitFor(n, 0, 500))))
  await disk.fill(160 * 1024)

  // Together they do not fit; some of them alone do.
  const results = await Promise.allSettled(
    actors.map((_, n) => store.commit(commitFor(n, 1, n % 3 === 1 ? 300_000 : 500), noon)),
  )
  const took = results.map(({ status }) => status === 'fulfilled')
  expect(took).toContain(true)
  expect(took).toContain(false)
  for (const n of actors.keys()) await expectWhole(store, n, took[n] ? 2 : 1)

  await disk.free()
  for (const n of actors.keys()) {
    const again = await store.commit(commitFor(n, 1, 500), noon)
    expect(again.outcome).toBe(took[n] ? 'seen' : 'done')
  }
  await store[Symbol.asyncDispose]()
  await using reopened = await openSqlite({ folder })
  for (const n of actors.keys()) await expectWhole(reopened, n, 2)
})

it('keeps no half of a file on a full disk', async ({ skip }) => {
  const disk = await smallDisk(4)
  if (typeof disk === 'string') return skip(disk)
  await using _disk = disk
  const folder = join(disk.path, 'data')
  await using store = await openSqlite({ folder })
  await disk.fill(200_000)
  const photo = { name: 'a.png', type: 'image/png', bytes: new Uint8Array(400_000) }
  await expect(store.putFile(photo)).rejects.toThrow(StoreUnavailableError)
  const left = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })
  expect(left.filter((entry) => entry.isFile())).toEqual([])
  await disk.free()
  const { id } = await store.putFile(photo)
  expect((await store.file(id))?.bytes).toHaveLength(400_000)
})
