import { createHash } from 'node:crypto'
import { constants, existsSync, rmSync } from 'node:fs'
import { copyFile, mkdir, open as openFile, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreUnavailableError } from '../port.ts'
import type { Db, OpenFile } from './driver.ts'
import { version } from './schema.ts'

/** What a backup holds; the same stands beside it in `backup.json`. */
export type BackupReport = {
  folder: string
  tickets: number
  files: number
  /** Of database and files together. */
  bytes: number
}

const busyMs = 1_000

/**
 * Copies database and files into `to`, a folder that is not there yet, while the desk goes on writing. What was
 * committed before the call is in it; the folder gets its name when it is whole and was looked through.
 */
export async function backUp(
  db: Db,
  open: OpenFile,
  { from, to }: { from: string; to: string },
): Promise<BackupReport> {
  if (existsSync(to)) throw new StoreUnavailableError(`${to} is there already; name a new folder`)
  const draft = `${to}.part`
  rmSync(draft, { recursive: true, force: true })
  await mkdir(join(draft, 'files'), { recursive: true, mode: 0o700 })
  await db.backup(join(draft, 'redress.db'))
  const { tickets, hashes } = lookThrough(open, join(draft, 'redress.db'))
  let bytes = await sync(join(draft, 'redress.db'))
  // A row is written after its bytes, and bytes never change: what the copy names lies in the folder.
  for (const hash of hashes) {
    const folder = join(draft, 'files', hash.slice(0, 2))
    await mkdir(folder, { recursive: true })
    const copy = join(folder, hash)
    await copyFile(join(from, 'files', hash.slice(0, 2), hash), copy, constants.COPYFILE_FICLONE)
    bytes += await sync(copy)
  }
  const report = { tickets, files: hashes.length, bytes }
  await writeFile(join(draft, 'backup.json'), `${JSON.stringify({ version, ...report })}\n`)
  await rename(draft, to)
  return { folder: to, ...report }
}

/**
 * Whether a backup can be put back: its database is whole and of a version this desk knows, its files are what their
 * names say. Throws `StoreUnavailableError` with the first thing that is wrong.
 */
export async function checkBackup(
  open: OpenFile,
  folder: string,
): Promise<{ tickets: number; hashes: readonly string[] }> {
  const file = join(folder, 'redress.db')
  if (!existsSync(file)) {
    throw new StoreUnavailableError(`${folder} is no backup: there is no redress.db in it`)
  }
  const found = lookThrough(open, file)
  for (const hash of found.hashes) {
    const path = join(folder, 'files', hash.slice(0, 2), hash)
    const bytes = await readFile(path).catch(() => undefined)
    if (bytes && createHash('sha256').update(bytes).digest('hex') === hash) continue
    throw new StoreUnavailableError(
      `${path} is ${bytes ? 'damaged' : 'missing'}; take another backup`,
    )
  }
  return found
}

/** Makes the copy one file that needs no others beside it, and reads every page of it. */
function lookThrough(open: OpenFile, file: string): { tickets: number; hashes: string[] } {
  const db = open(file, busyMs)
  try {
    db.pragma('journal_mode = DELETE')
    const format = db.pragma('user_version', { simple: true }) as number
    if (format < 1 || format > version) {
      throw new StoreUnavailableError(
        `${file} has format ${format}, this desk knows 1 to ${version}; use the version of the desk that wrote it`,
      )
    }
    const state = String(db.pragma('integrity_check(1)', { simple: true }))
    if (state !== 'ok') {
      throw new StoreUnavailableError(
        `${file} is damaged (${state.replaceAll('\n', ' ')}); take another backup`,
      )
    }
    const { n } = db.prepare('SELECT count(*) AS n FROM tickets').get() as { n: number }
    const rows = db.prepare('SELECT DISTINCT hash FROM files').all() as { hash: string }[]
    return { tickets: n, hashes: rows.map(({ hash }) => hash) }
  } finally {
    db.close()
  }
}

/** Makes a copied file durable; its size in bytes. */
async function sync(path: string): Promise<number> {
  await using file = await openFile(path, 'r+')
  await file.sync()
  return (await file.stat()).size
}
