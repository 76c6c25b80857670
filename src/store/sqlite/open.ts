import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailableError } from '../port.ts'
import { loadDriver, type OpenFile } from './driver.ts'
import { asStoreError } from './faults.ts'
import { lockFolder } from './folder-lock.ts'
import { restoring } from './restoring.ts'
import { prepareFile } from './schema.ts'
import { type SqliteOptions, SqliteStore } from './store.ts'

/** A commit waits this long for another program's lock, and the event loop with it. */
const busyMs = 1_000

/**
 * Opens the folder, as its only process. Throws `StoreUnavailableError` when another process has it, when the
 * database is damaged, or when a newer version wrote it.
 */
export async function openSqlite(options: SqliteOptions): Promise<SqliteStore> {
  return opening(options, (open) => {
    const release = lockFolder(open, options.folder)
    try {
      refuseHalf(options.folder)
      return openStore(open, options, release)
    } catch (error) {
      release()
      throw error
    }
  })
}

/** A second connection to the same folder, as another program could make one: what it writes the first must survive. */
export async function openBeside(options: SqliteOptions): Promise<SqliteStore> {
  return opening(options, (open) => openStore(open, options, () => {}))
}

function refuseHalf(folder: string): void {
  if (!existsSync(join(folder, restoring))) return
  throw new StoreUnavailableError(
    `store in ${folder}: a restore did not finish; run it again, nothing that was there before is lost`,
  )
}

async function opening(
  { folder }: SqliteOptions,
  make: (open: OpenFile) => SqliteStore,
): Promise<SqliteStore> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return make(await loadDriver())
  } catch (error) {
    throw asStoreError(error, folder)
  }
}

function openStore(open: OpenFile, options: SqliteOptions, release: () => void): SqliteStore {
  const file = join(options.folder, 'redress.db')
  const diedAt = lastWriteOfTheDead(file)
  const db = open(file, busyMs)
  try {
    prepareFile(db, file)
    return new SqliteStore(db, { ...options, open, release, diedAt })
  } catch (error) {
    db.close()
    throw error
  }
}

/** Who ends in order leaves no write-ahead log behind. */
function lastWriteOfTheDead(file: string): number | undefined {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.mtimeMs
}
