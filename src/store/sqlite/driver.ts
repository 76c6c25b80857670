import type { Database, Statement } from 'better-sqlite3'

export type Db = Database
/** A prepared statement; what it is bound to stands in its SQL. */
export type Prepared<Row = unknown> = Statement<unknown[], Row>
/** Opens a file, waiting up to `busyMs` wherever another program holds it. */
export type OpenFile = (file: string, busyMs: number) => Db

/** The one place that names the driver: another Node may need another one. */
export async function loadDriver(): Promise<OpenFile> {
  const { default: Driver } = await import('better-sqlite3')
  return (file, busyMs) => new Driver(file, { timeout: busyMs })
}
