import type { StoredRecord } from '../../port.ts'
import type { Db, Prepared } from '../driver.ts'
import type { Job } from '../group-commit.ts'

type Row = { name: string; revision: number; value: string }

/**
 * Small named documents at a revision. A removed one leaves its revision behind until the next pruning, so that one
 * made anew under its name is never taken for the old one.
 */
export function createRecords(db: Db) {
  const one: Prepared<Row> = db.prepare(
    'SELECT name, revision, value FROM records WHERE name = ? AND value IS NOT NULL',
  )
  const some: Prepared<Row> = db.prepare(
    `SELECT name, revision, value FROM records
     WHERE name >= ? AND name < ? AND value IS NOT NULL ORDER BY name`,
  )
  const make = db.prepare(
    `INSERT INTO records (name, revision, value) VALUES (?, 1, ?)
     ON CONFLICT (name) DO UPDATE SET revision = revision + 1, value = excluded.value WHERE value IS NULL`,
  )
  const change = db.prepare(
    `UPDATE records SET revision = revision + 1, value = ?
     WHERE name = ? AND revision = ? AND value IS NOT NULL`,
  )
  const forgetRemoved = db.prepare('DELETE FROM records WHERE value IS NULL')

  function stored(name: string): StoredRecord | undefined {
    const row = one.get(name)
    return row && { revision: row.revision, value: JSON.parse(row.value) }
  }

  return {
    record: stored,
    withPrefix(prefix: string): { name: string; value: unknown; revision: number }[] {
      return some
        .all(prefix, `${prefix}\u{10FFFF}`)
        .map(({ name, revision, value }) => ({ name, revision, value: JSON.parse(value) }))
    },
    writing(name: string, revision: number, value: unknown): Job<boolean> {
      const text = value === undefined ? null : JSON.stringify(value)
      return {
        write() {
          if (revision > 0) return change.run(text, name, revision).changes === 1
          return text === null ? one.get(name) === undefined : make.run(name, text).changes === 1
        },
        written(result) {
          const row = one.get(name)
          return result && text !== null && row?.value === text && row.revision === revision + 1
        },
      }
    },
    forgettingRemoved(): Job<number> {
      return { write: () => forgetRemoved.run().changes }
    },
  }
}
