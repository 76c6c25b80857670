import type { ActorId } from '../../../domain/actor.ts'
import type { StoredActor } from '../../../domain/commit.ts'
import type { Db, Prepared } from '../driver.ts'

/** So many names are known by heart; the others cost one look into an index. */
const remembered = 20_000

/** Actors by name, their integer keys, and what they keep between two events. */
export function createActors(db: Db) {
  const byName: Prepared<{ key: number }> = db.prepare('SELECT key FROM actors WHERE name = ?')
  const read: Prepared<{ revision: number; record: string }> = db.prepare(
    'SELECT revision, record FROM actors WHERE key = ?',
  )
  const insert = db.prepare('INSERT INTO actors (name, revision, record) VALUES (?, 1, ?)')
  const update = db.prepare(
    'UPDATE actors SET revision = revision + 1, record = ? WHERE key = ? AND revision = ?',
  )
  const keys = new Map<ActorId, number>()

  function remember(name: ActorId, key: number): void {
    if (keys.has(name)) return
    if (keys.size >= remembered) keys.delete(keys.keys().next().value as ActorId)
    keys.set(name, key)
  }

  function keyOf(name: ActorId): number | undefined {
    const known = keys.get(name)
    if (known !== undefined) return known
    const key = byName.get(name)?.key
    // Inside a transaction the row may still be taken back, and its key given to another.
    if (key !== undefined && !db.inTransaction) remember(name, key)
    return key
  }

  return {
    keyOf,
    remember,
    /** The text as it was written: for telling whether a write took place. */
    stored(name: ActorId): { revision: number; record: string } | undefined {
      const key = keyOf(name)
      return key === undefined ? undefined : read.get(key)
    },
    load(name: ActorId): StoredActor | undefined {
      const row = this.stored(name)
      return row && { revision: row.revision, record: JSON.parse(row.record) }
    },
    /** The key of a new actor, now at revision 1. */
    create(name: ActorId, record: string): number {
      return Number(insert.run(name, record).lastInsertRowid)
    },
    /** False when the actor is at another revision. */
    advance(key: number, revision: number, record: string): boolean {
      return update.run(record, key, revision).changes === 1
    },
  }
}
