import { statSync } from 'node:fs'
import { StoreUnavailableError } from '../port.ts'
import type { Db } from './driver.ts'

/** The format of the file, and the newest one this desk reads. */
export const version = 1

/** Up to this size a start looks at every page (well under a second); `doctor` looks at larger files. */
const checkedBytes = 64 * 1024 * 1024

/**
 * Names become integers once, in `actors`; every other table speaks of an actor by `key`. Letters to others and
 * letters to oneself (`timers`) are apart: the first are few and known in memory, the second many and found by `due`.
 * Transcript rows are appended, and found by a small index, so that a batch of commits touches few pages.
 */
const schema = `
CREATE TABLE actors (
  key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE TABLE consumed (
  actor INTEGER NOT NULL, key TEXT NOT NULL, keepUntil INTEGER NOT NULL, PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE letters (
  row INTEGER PRIMARY KEY, actor INTEGER NOT NULL, revision INTEGER NOT NULL, n INTEGER NOT NULL,
  due INTEGER NOT NULL, attempts INTEGER NOT NULL, slot TEXT, recipient TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE timers (
  actor INTEGER NOT NULL, slot TEXT NOT NULL, revision INTEGER NOT NULL, n INTEGER NOT NULL,
  due INTEGER NOT NULL, attempts INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (actor, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due, slot);
CREATE TABLE parked (
  place INTEGER PRIMARY KEY AUTOINCREMENT, actor INTEGER NOT NULL, revision INTEGER NOT NULL, n INTEGER NOT NULL,
  due INTEGER NOT NULL, attempts INTEGER NOT NULL, slot TEXT, recipient TEXT NOT NULL, body TEXT NOT NULL,
  reason TEXT NOT NULL, parkedAt INTEGER NOT NULL, UNIQUE (actor, revision, n)
) STRICT;
CREATE TABLE lines (
  row INTEGER PRIMARY KEY, actor INTEGER NOT NULL, seq INTEGER NOT NULL, line TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX lines_seq ON lines (actor, seq);
CREATE TABLE records (name TEXT PRIMARY KEY, revision INTEGER NOT NULL, value TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE numbers (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE files (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE unwanted (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE pulse (one INTEGER PRIMARY KEY CHECK (one = 1), beats INTEGER NOT NULL) STRICT;
CREATE TABLE tickets (
  key INTEGER PRIMARY KEY, open INTEGER NOT NULL, urgentAt INTEGER NOT NULL,
  "number" TEXT NOT NULL UNIQUE, "state" TEXT NOT NULL, "unconfirmed" INTEGER NOT NULL DEFAULT 0,
  "notReached" INTEGER NOT NULL DEFAULT 0, "category" TEXT NOT NULL, "level" INTEGER NOT NULL,
  "department" TEXT, "owner" TEXT, "customer" TEXT NOT NULL, "name" TEXT, "phone" TEXT, "email" TEXT, "order" TEXT,
  "product" TEXT, "openedAt" INTEGER NOT NULL, "promisedAt" INTEGER, "dueAt" INTEGER, "needBy" INTEGER, "takenAt" INTEGER,
  "answeredAt" INTEGER, "closedAt" INTEGER, "score" INTEGER, "granted" INTEGER NOT NULL, "about" TEXT
) STRICT;
CREATE INDEX tickets_opened ON tickets ("openedAt");
CREATE INDEX tickets_closed ON tickets ("closedAt") WHERE "closedAt" IS NOT NULL;
CREATE INDEX tickets_customer ON tickets ("customer", "openedAt");
CREATE INDEX tickets_urgent ON tickets (urgentAt) WHERE open = 1;
CREATE INDEX tickets_department ON tickets ("department", urgentAt) WHERE open = 1;
CREATE INDEX tickets_owner ON tickets ("owner", urgentAt) WHERE open = 1;
CREATE INDEX tickets_state ON tickets ("state", urgentAt) WHERE open = 1;
CREATE INDEX tickets_phone ON tickets ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX tickets_order ON tickets ("order") WHERE "order" IS NOT NULL;
CREATE INDEX tickets_name ON tickets ("name" COLLATE NOCASE) WHERE "name" IS NOT NULL;
CREATE INDEX tickets_product ON tickets ("product" COLLATE NOCASE) WHERE "product" IS NOT NULL;
`

/** Columns of `tickets` that came after the first files were written. */
const laterColumns: readonly (readonly [string, string])[] = [
  ['unconfirmed', 'INTEGER NOT NULL DEFAULT 0'],
  ['notReached', 'INTEGER NOT NULL DEFAULT 0'],
  ['about', 'TEXT'],
  ['needBy', 'INTEGER'],
]

/** Sets how the file is written, refuses what cannot be trusted, and makes the tables of a new one. */
export function prepareFile(db: Db, file: string): void {
  const found = db.pragma('user_version', { simple: true }) as number
  if (found > version) {
    throw new StoreUnavailableError(
      `${file} was written by a newer version of the desk (format ${found}, this one knows ${version}); install that version or a newer one`,
    )
  }
  if (found > 0 && statSync(file).size <= checkedBytes) refuseDamaged(db, file)
  // A commit touches many rows that stand side by side: half as many pages, and half as many writes, of twice the size.
  if (found === 0) db.pragma('page_size = 8192')
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw new StoreUnavailableError(
      `${file} cannot keep a write-ahead log where it is; put the folder on a local disk`,
    )
  }
  db.pragma('synchronous = FULL')
  // Calm moments are used before (see checkpoint.ts): this bounds the log of a storm, to 16 MB.
  db.pragma('wal_autocheckpoint = 2000')
  db.pragma('journal_size_limit = 16777216')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32768')
  if (found === 0) db.transaction(() => makeTables(db)).immediate()
  else addColumns(db)
}

/** An older file gets what its tables lack; what stands in them stays as it is. */
function addColumns(db: Db): void {
  db.exec('CREATE TABLE IF NOT EXISTS unwanted (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID')
  const known = (db.pragma('table_info(tickets)') as { name: string }[]).map(({ name }) => name)
  for (const [name, kind] of laterColumns) {
    if (!known.includes(name)) db.exec(`ALTER TABLE tickets ADD COLUMN "${name}" ${kind}`)
  }
}

function refuseDamaged(db: Db, file: string): void {
  const state = String(db.pragma('quick_check(1)', { simple: true })).replaceAll('\n', ' ')
  if (state === 'ok') return
  throw new StoreUnavailableError(
    `${file} is damaged (${state}); stop here, keep a copy of the folder and restore the last backup`,
  )
}

function makeTables(db: Db): void {
  // Somebody else may have made them between our look and our turn.
  if (db.pragma('user_version', { simple: true }) !== 0) return
  db.exec(schema)
  db.pragma(`user_version = ${version}`)
}
