import type { ConsumedKey } from '../../../domain/commit.ts'
import type { Db, Prepared } from '../driver.ts'

/** So many keys are looked at in one go: an index by time would cost every commit more than this costs the hour. */
const slice = 5_000

/** A place in the table: everything up to here has been looked at. */
export type Place = { actor: number; key: string }

export const firstPlace: Place = { actor: -1, key: '' }

/** Keys of messages that commits have answered, per actor. */
export function createConsumed(db: Db) {
  const insert = db.prepare('INSERT INTO consumed (actor, key, keepUntil) VALUES (?, ?, ?)')
  const find: Prepared = db.prepare('SELECT 1 FROM consumed WHERE actor = ? AND key = ?')
  const sliceEnd: Prepared<Place> = db.prepare(
    `SELECT actor, key FROM consumed WHERE (actor, key) > (?, ?) ORDER BY actor, key LIMIT 1 OFFSET ${slice - 1}`,
  )
  const forgetSlice = db.prepare(
    'DELETE FROM consumed WHERE (actor, key) > (?, ?) AND (actor, key) <= (?, ?) AND keepUntil < ?',
  )
  const forgetRest = db.prepare(
    'DELETE FROM consumed WHERE (actor, key) > (?, ?) AND keepUntil < ?',
  )

  return {
    has(actor: number, key: string): boolean {
      return find.get(actor, key) !== undefined
    },
    take(actor: number, { key, keepUntil }: ConsumedKey): void {
      insert.run(actor, key, keepUntil)
    },
    /** Forgets the old ones of the next slice after `from`; `end` is absent when there was no more. */
    forget(from: Place, now: number): { forgotten: number; end?: Place } {
      const end = sliceEnd.get(from.actor, from.key)
      if (!end) return { forgotten: forgetRest.run(from.actor, from.key, now).changes }
      const { changes } = forgetSlice.run(from.actor, from.key, end.actor, end.key, now)
      return { forgotten: changes, end }
    },
  }
}
