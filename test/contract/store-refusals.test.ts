import { open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { Database } from '../support/database.ts'
import {
  ann,
  bo,
  done,
  item,
  line,
  minute,
  noon,
  said,
  ticketView,
  words,
} from '../support/store-builders.ts'
import { tempFolder } from '../support/store-folder.ts'

describe('a file that another program keeps locked', () => {
  it('takes nothing, says so, and goes on when it is free', async () => {
    await using folder = await tempFolder()
    await using store = await openSqlite({ folder: folder.path })
    const { letters } = await done(store, item(ann, 0, { letters: [words('team:service', 'New')] }))
    const other = new Database(join(folder.path, 'redress.db'))
    other.exec('BEGIN EXCLUSIVE')

    const refused = await Promise.allSettled([
      store.commit(item(ann, 1, { lines: [line(1, 'never')] }), noon),
      store.commit(item(bo, 0), noon),
      store.settle(letters[0]!.id),
      store.check(),
    ])
    for (const result of refused) {
      const { reason } = result as PromiseRejectedResult
      expect(reason).toBeInstanceOf(StoreUnavailableError)
      expect(reason.message).toMatch(/another program keeps the database locked/)
    }
    other.exec('ROLLBACK')
    other.close()

    await store.check()
    expect(await store.load(ann)).toMatchObject({ revision: 1 })
    expect(await store.lines(ann, 0, 9)).toEqual([])
    expect(await store.load(bo)).toBeUndefined()
    expect(said(await store.claim(noon + minute, 9, minute))).toEqual(['New'])
    await done(store, item(ann, 1))
  })
})

describe('a folder', () => {
  it('with a damaged database is refused with what to do', async () => {
    await using folder = await tempFolder()
    const file = join(folder.path, 'redress.db')
    await filled(folder.path)
    await using handle = await open(file, 'r+')
    const { size } = await handle.stat()
    await handle.write(
      new Uint8Array(Math.floor(size / 2)).fill(0x5a),
      0,
      undefined,
      Math.floor(size / 4),
    )
    await expectRefused(folder.path, /damaged.*restore the last backup/)
  })

  it.each([
    ['a text file', 'this is no database, it is a letter to my aunt in the country '.repeat(20)],
    ['a torn header', 'SQLite format 3\0garbage'.padEnd(4_096, '\u0001')],
  ])('whose database is %s is refused with what to do', async (_name, content) => {
    await using folder = await tempFolder()
    await writeFile(join(folder.path, 'redress.db'), content)
    await expectRefused(folder.path, /damaged.*restore the last backup/)
  })

  it('written by a newer version is refused, and left as it was', async () => {
    await using folder = await tempFolder()
    const db = new Database(join(folder.path, 'redress.db'))
    db.pragma('user_version = 99')
    db.close()
    await expectRefused(folder.path, /written by a newer version .*format 99.*install/)
    const again = new Database(join(folder.path, 'redress.db'))
    expect(again.pragma('user_version', { simple: true })).toBe(99)
    again.close()
  })

  it('that was refused is not locked afterwards', async () => {
    await using folder = await tempFolder()
    const file = join(folder.path, 'redress.db')
    await writeFile(file, 'no database'.repeat(100))
    await expectRefused(folder.path, /damaged/)
    await writeFile(file, '')
    await using store = await openSqlite({ folder: folder.path })
    await store.check()
  })

  it('is made, for its owner only, when it is not there', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'deep', 'data')
    await using store = await openSqlite({ folder: path })
    await store.check()
    expect(await readdir(path)).toContain('redress.db')
  })
})

describe('a closed store', () => {
  it('refuses everything, and closes twice without harm', async () => {
    await using folder = await tempFolder()
    const store = await openSqlite({ folder: folder.path })
    const last = store.commit(item(ann, 0), noon)
    await store[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    expect(await last).toMatchObject({ outcome: 'done' })
    await expect(store.load(ann)).rejects.toThrow(StoreUnavailableError)
    await expect(store.commit(item(ann, 1), noon)).rejects.toThrow(StoreUnavailableError)
    await expect(store.check()).rejects.toThrow(/closed/)
  })
})

describe('a record over 64 KB', () => {
  it('is reported with its size', async () => {
    await using folder = await tempFolder()
    const reported: [string, number][] = []
    await using store = await openSqlite({
      folder: folder.path,
      onLarge: (actor, bytes) => reported.push([actor, bytes]),
    })
    const record = (size: number) => ({ chart: 'c', snapshot: 'x'.repeat(size), lines: 0 })
    await done(store, item(ann, 0, { record: record(60 * 1024) }))
    expect(reported).toEqual([])
    await done(store, item(bo, 0, { record: record(64 * 1024) }))
    expect(reported).toEqual([[bo, JSON.stringify(record(64 * 1024)).length]])
  })
})

/** A database of some hundred pages. */
async function filled(folder: string): Promise<void> {
  await using store = await openSqlite({ folder })
  for (let n = 0; n < 40; n++) {
    const record = { chart: 'c', snapshot: 'x'.repeat(8_000), lines: 0 }
    await done(store, item(`conversation:web/${n}`, 0, { record }))
  }
}

async function expectRefused(folder: string, message: RegExp): Promise<void> {
  const error = await openSqlite({ folder }).then(
    () => undefined,
    (refusal: unknown) => refusal,
  )
  expect(error).toBeInstanceOf(StoreUnavailableError)
  expect((error as Error).message).toMatch(message)
}

describe('a file written before cases could be unconfirmed', () => {
  it('keeps its tickets, and takes such cases from now on', async () => {
    await using folder = await tempFolder()
    const view = ticketView({ number: 'CP-1' })
    {
      await using store = await openSqlite({ folder: folder.path })
      await done(store, item('ticket:1', 0, { view }))
    }
    const older = new Database(join(folder.path, 'redress.db'))
    older.exec('ALTER TABLE tickets DROP COLUMN unconfirmed')
    older.close()

    await using store = await openSqlite({ folder: folder.path })
    expect(await store.ticket('CP-1')).toEqual({ actor: 'ticket:1', view })
    await done(store, item('ticket:1', 1, { view: { ...view, unconfirmed: true } }))
    expect((await store.ticket('CP-1'))?.view.unconfirmed).toBe(true)
  })
})
