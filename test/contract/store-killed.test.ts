import { once } from 'node:events'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ActorId } from '../../src/domain/actor.ts'
import type { LetterId } from '../../src/domain/letter.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { ann, done, item, minute, noon, words } from '../support/store-builders.ts'
import { tempFolder } from '../support/store-folder.ts'
import {
  firstLine,
  linesUntilKilled,
  type Processes,
  storeProcesses,
} from '../support/store-process.ts'

let processes: Processes
beforeAll(async () => {
  processes = await storeProcesses()
})
afterAll(() => processes[Symbol.asyncDispose]())

/** What the killed processes had been told is done. */
type Acknowledged = { revisions: Map<ActorId, number>; settled: Set<LetterId> }

it('keeps everything it acknowledged when the process is killed, again and again', async () => {
  await using folder = await tempFolder()
  const told: Acknowledged = { revisions: new Map(), settled: new Set() }
  for (const after of [2, 30, 400, 401 + Math.floor(Math.random() * 2_000), 1_000]) {
    for (const line of await linesUntilKilled(processes.start(folder.path, 'write'), after)) {
      listen(told, line)
    }
    await using store = await openSqlite({ folder: folder.path })
    await expectWhole(store, told)
  }
  expect(told.settled.size).toBeGreaterThan(100)
})

function listen(told: Acknowledged, line: string): void {
  const [word, name, revision] = line.split(' ')
  if (word === 'committed') told.revisions.set(name as ActorId, Number(revision))
  else if (word === 'settled') told.settled.add(name as LetterId)
  else expect(line).toBe('open')
}

async function expectWhole(store: Store, told: Acknowledged): Promise<void> {
  const letters = new Set(
    (await store.claim(noon + 1_000_000, 1_000_000, minute)).map(({ id }) => id),
  )
  for (let n = 0; n < 25; n++) {
    const actor = `conversation:web/${n}` as const
    const stored = await store.load(actor)
    const revision = stored?.revision ?? 0
    expect(revision).toBeGreaterThanOrEqual(told.revisions.get(actor) ?? 0)
    if (!stored) continue
    // Each part of the last commit is there: record, lines, key, letters, the timer in its slot.
    expect(stored.record).toMatchObject({ snapshot: { at: revision }, lines: revision })
    const lines = await store.lines(actor, 0, 1_000_000)
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: revision }, (_, k) => k + 1))
    expect(letters.has(`${actor}@${revision}#1`)).toBe(true)
    expect(letters.has(`${actor}@${revision - 1}#1`)).toBe(false)
    const consumed = { key: `key ${revision}`, keepUntil: noon }
    expect(await store.commit(item(actor, revision, { consumed }), noon)).toEqual({
      outcome: 'seen',
    })
    expectLetters(actor, revision, { letters, settled: told.settled })
  }
}

/** Those of odd revisions are never settled, so all are there; of the others those whose settlement was acknowledged are not. */
function expectLetters(
  actor: ActorId,
  revision: number,
  { letters, settled }: { letters: ReadonlySet<LetterId>; settled: ReadonlySet<LetterId> },
): void {
  for (let k = 1; k <= revision; k++) {
    const id: LetterId = `${actor}@${k}#0`
    if (k % 2 === 1) expect(letters.has(id)).toBe(true)
    else if (settled.has(id)) expect(letters.has(id)).toBe(false)
  }
}

it('leaves no lock behind when the process is killed', async () => {
  await using folder = await tempFolder()
  const child = processes.start(folder.path, 'hold')
  expect(await firstLine(child)).toBe('open')
  await expect(openSqlite({ folder: folder.path })).rejects.toThrow(/another process .* is running/)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  await using store = await openSqlite({ folder: folder.path })
  await done(store, item('conversation:web/ann', 0))
})

it('refuses a second process while the first one runs, in one clear line', async () => {
  await using folder = await tempFolder()
  await using store = await openSqlite({ folder: folder.path })
  const child = processes.start(folder.path, 'hold')
  const line = await firstLine(child)
  expect(line).toMatch(/^refused store in .*another process .*; stop that one/)
  expect(line).toContain(folder.path)
  await expect(openSqlite({ folder: folder.path })).rejects.toThrow(/another process/)
  await done(store, item('conversation:web/ann', 0))
})

it('gives what the dead process may have sent as such, and what waited in order as new', async () => {
  await using folder = await tempFolder()
  await using grave = await tempFolder()
  const now = Date.now()
  const store = await openSqlite({ folder: folder.path })
  const letters = [words('team:service', 'due', { dueAt: now - 9 })]
  await done(store, item(ann, 0, { letters }), now - 10)
  for (const name of ['redress.db', 'redress.db-wal']) {
    await copyFile(join(folder.path, name), join(grave.path, name))
  }
  await store[Symbol.asyncDispose]()

  const given = async (path: string) => {
    await using again = await openSqlite({ folder: path })
    const [letter] = await again.claim(now, 9, minute)
    return letter?.again ?? false
  }
  expect(await given(grave.path)).toBe(true)
  expect(await given(folder.path)).toBe(false)
})
