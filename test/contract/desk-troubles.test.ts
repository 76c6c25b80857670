import { join } from 'node:path'
import Database from 'better-sqlite3'
import { tempFolder } from '../support/store-folder.ts'
import { troubleContract } from './desk-troubles.ts'

// Away: another program has the file and does not let go of it.
troubleContract('a folder', async () => {
  const folder = await tempFolder()
  let other: Database.Database | undefined
  return {
    place: { folder: folder.path },
    takeAway() {
      other = new Database(join(folder.path, 'redress.db'))
      other.exec('BEGIN IMMEDIATE')
    },
    giveBack: () => other?.close(),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
})
