import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailableError } from '../port.ts'
import { loadDriver } from './driver.ts'
import { asStoreError } from './faults.ts'
import { lockFolder } from './folder-lock.ts'

const busyMs = 1_000

/**
 * Looks at every page of a folder's database, also while a desk runs on it; where none runs, a write is tried as well.
 * `tickets` is absent where nothing was kept yet. Throws `StoreUnavailableError` with what is wrong and what to do.
 */
export async function examineSqlite(
  folder: string,
  { isRunning }: { isRunning: boolean },
): Promise<{ tickets: number | undefined }> {
  try {
    const open = await loadDriver()
    const release = isRunning ? () => {} : lockFolder(open, folder)
    try {
      const file = join(folder, 'redress.db')
      if (!existsSync(file)) return { tickets: undefined }
      const db = open(file, busyMs)
      try {
        const state = String(db.pragma('integrity_check(1)', { simple: true }))
        if (state !== 'ok') {
          throw new StoreUnavailableError(
            `${file} is damaged (${state.replaceAll('\n', ' ')}); stop the desk, keep a copy of the folder and restore the last backup`,
          )
        }
        if (!isRunning) db.exec('BEGIN IMMEDIATE; ROLLBACK')
        const row = db.prepare('SELECT count(*) AS n FROM tickets').get() as { n: number }
        return { tickets: row.n }
      } finally {
        db.close()
      }
    } finally {
      release()
    }
  } catch (error) {
    throw asStoreError(error, folder)
  }
}
