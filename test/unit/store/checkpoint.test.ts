import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createCheckpoint } from '../../../src/store/sqlite/checkpoint.ts'
import { Database } from '../../support/database.ts'
import { tempFolder } from '../../support/store-folder.ts'

/** A real file with a log of `pages` pages that nobody has copied yet. */
async function longLog(pages: number) {
  const folder = await tempFolder()
  const db = new Database(join(folder.path, 'x.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('wal_autocheckpoint = 0')
  db.exec('CREATE TABLE kept (words TEXT)')
  const insert = db.prepare('INSERT INTO kept VALUES (?)')
  db.transaction(() => {
    for (let page = 0; page < pages; page++) insert.run('x'.repeat(4000))
  })()
  const log = () => db.prepare('PRAGMA wal_checkpoint(NOOP)').get() as Record<string, number>
  return {
    db,
    checkpoint: createCheckpoint(db),
    isCopied: () => log().checkpointed === log().log,
    async [Symbol.asyncDispose]() {
      db.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
const nextTick = () => new Promise((resolve) => setImmediate(resolve))

it('copies a long log in a calm moment, after the answers of the batch', async () => {
  await using l = await longLog(600)
  l.checkpoint.after(1)
  expect(l.isCopied()).toBe(false)
  await nextTick()
  expect(l.isCopied()).toBe(true)
})

it('leaves a short log, and any log in a storm', async () => {
  await using short = await longLog(20)
  short.checkpoint.after(1)
  await using stormy = await longLog(600)
  stormy.checkpoint.after(100)
  await nextTick()
  expect(short.isCopied()).toBe(false)
  expect(stormy.isCopied()).toBe(false)
})

it('does nothing on a store that was closed meanwhile', async () => {
  await using l = await longLog(600)
  l.checkpoint.after(1)
  l.db.close()
  await nextTick()
  expect(l.db.open).toBe(false)
})
