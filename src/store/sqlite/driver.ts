import { createRequire } from 'node:module'
import type { Database, default as Driver, Statement } from 'better-sqlite3'

export type Db = Database
/** A prepared statement; what it is bound to stands in its SQL. */
export type Prepared<Row = unknown> = Statement<unknown[], Row>
/** Opens a file, waiting up to `busyMs` wherever another program holds it. */
export type OpenFile = (file: string, busyMs: number) => Db

/** The one place that names the driver, and chooses it by Node. Rejects where that one is not installed. */
export async function loadDriver(): Promise<OpenFile> {
  const Database = await loadDatabase()
  return (file, busyMs) => new Database(file, { timeout: busyMs })
}

/**
 * better-sqlite3 13 rests on Node-API 10 (Node 22.14, 24) and ends an older Node by a segmentation fault. Its version 12, for those,
 * is ended in turn by the garbage collector of Node 24.19 and later.
 */
export async function loadDatabase(): Promise<typeof Driver> {
  if (Number(process.versions.napi) >= 10) return (await import('better-sqlite3')).default
  return createRequire(import.meta.url)('#sqlite-for-an-older-node')
}
