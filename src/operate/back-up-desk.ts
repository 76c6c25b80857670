import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { refuseBackup, type StorePlace } from '../open-store.ts'
import { StoreUnavailableError } from '../store/port.ts'
import type { BackupReport } from '../store/sqlite/backup.ts'
import { openSqlite } from '../store/sqlite/open.ts'
import { askDesk } from './ask-desk.ts'

/** Copies the folder's desk into `to` (absolute, not there yet): by the running desk itself, or directly where none runs. */
export async function backUpDesk(place: StorePlace, to: string): Promise<BackupReport> {
  const { folder, mongodb } = place
  if (mongodb) return refuseBackup()
  const asked = await askDesk<BackupReport>(folder, 'backup', to)
  if (asked) return asked.answer
  if (!existsSync(join(folder, 'redress.db'))) {
    throw new StoreUnavailableError(`store in ${folder}: there is nothing to back up yet`)
  }
  await using store = await openSqlite({ folder })
  return await store.backup(to)
}
