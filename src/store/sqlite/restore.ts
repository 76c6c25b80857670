import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkBackup } from './backup.ts'
import { loadDriver, type OpenFile } from './driver.ts'
import { asStoreError } from './faults.ts'
import { lockFolder } from './folder-lock.ts'
import { restoring } from './restoring.ts'

/** `aside`: where what was in the folder before lies now; absent where there was nothing. */
export type RestoreReport = { tickets: number; files: number; aside?: string }

const busyMs = 1_000

/**
 * Puts a backup in the place of what a folder holds. Nothing is deleted: what was there is put aside in it. Throws
 * `StoreUnavailableError` where a desk runs on the folder or the backup is not whole; then nothing was changed.
 * `stamp` names what is put aside. A restore that was cut short is to be run again; no desk starts in between.
 */
export async function restoreSqlite(given: {
  from: string
  folder: string
  stamp: string
}): Promise<RestoreReport> {
  const { from, folder, stamp } = given
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const open = await loadDriver()
    const release = lockFolder(open, folder)
    try {
      const { tickets, hashes } = await checkBackup(open, from)
      const draft = join(folder, restoring)
      await rm(draft, { recursive: true, force: true })
      await mkdir(join(draft, 'files'), { recursive: true })
      await copyFile(join(from, 'redress.db'), join(draft, 'redress.db'))
      for (const hash of hashes) {
        const path = join('files', hash.slice(0, 2), hash)
        await mkdir(dirname(join(draft, path)), { recursive: true })
        await copyFile(join(from, path), join(draft, path))
      }
      const aside = await putAside(folder, `before-restore-${stamp}`)
      if (aside && existsSync(join(aside, 'redress.db')))
        keepNumbers(open, { old: join(aside, 'redress.db'), to: join(draft, 'redress.db') })
      await rename(join(draft, 'files'), join(folder, 'files'))
      await rename(join(draft, 'redress.db'), join(folder, 'redress.db'))
      await rm(draft, { recursive: true })
      return { tickets, files: hashes.length, ...(aside && { aside }) }
    } finally {
      release()
    }
  } catch (error) {
    throw asStoreError(error, folder)
  }
}

async function putAside(folder: string, name: string): Promise<string | undefined> {
  const names = ['redress.db', 'redress.db-wal', 'redress.db-shm', 'files']
  const there = names.filter((one) => existsSync(join(folder, one)))
  if (there.length === 0) return undefined
  const aside = join(folder, name)
  await mkdir(aside, { mode: 0o700 })
  for (const one of there) await rename(join(folder, one), join(aside, one))
  return aside
}

/** A number once told is never given to another case, as far as the old database can still be read. */
function keepNumbers(open: OpenFile, { old, to }: { old: string; to: string }): void {
  let told: { day: string; last: number }[]
  try {
    const db = open(old, busyMs)
    try {
      told = db.prepare('SELECT day, last FROM numbers').all() as typeof told
    } finally {
      db.close()
    }
  } catch {
    return
  }
  const db = open(to, busyMs)
  const raise = db.prepare(
    'INSERT INTO numbers VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET last = max(last, excluded.last)',
  )
  for (const { day, last } of told) raise.run(day, last)
  db.close()
}
