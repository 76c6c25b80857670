import type { ActorId } from '../../../domain/actor.ts'
import type { Letter, NewLetter } from '../../../domain/letter.ts'
import type { Db, Prepared } from '../driver.ts'
import { bodyOf, type LetterRow, letterOf } from './letters.ts'

type Row = LetterRow & { name: ActorId; reason: string; parkedAt: number }

export type ParkedLetter = Letter & { reason: string; parkedAt: number }

/** Letters that were given up, kept for staff. */
export function createParked(db: Db) {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO parked (actor, revision, n, due, attempts, slot, recipient, body, reason, parkedAt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const oldest: Prepared<Row> = db.prepare(
    `SELECT p.*, a.name FROM parked p JOIN actors a ON a.key = p.actor ORDER BY p.place LIMIT ?`,
  )
  const remove: Prepared<LetterRow> = db.prepare(
    `DELETE FROM parked WHERE actor = ? AND revision = ? AND n = ?
     RETURNING revision, n, due, attempts, slot, recipient, body`,
  )
  const forget = db.prepare('DELETE FROM parked WHERE actor = ?')

  return {
    forget(key: number): void {
      forget.run(key)
    },
    insert(key: number, letter: LetterRow, why: { reason: string; parkedAt: number }): void {
      const { revision, n, due, attempts, slot, recipient, body } = letter
      const { reason, parkedAt } = why
      insert.run(key, revision, n, due, attempts, slot, recipient, body, reason, parkedAt)
    },
    oldest(limit: number): ParkedLetter[] {
      return oldest
        .all(limit)
        .map(({ name, reason, parkedAt, ...row }) => ({ ...letterOf(name, row), reason, parkedAt }))
    },
    take(key: number, [revision, n]: [number, number], from: ActorId): Letter | undefined {
      const row = remove.get(key, revision, n)
      return row && letterOf(from, row)
    },
  }
}

export function rowOf(letter: NewLetter, revision: number, n: number): LetterRow {
  return {
    revision,
    n,
    due: letter.dueAt,
    attempts: 0,
    slot: letter.slot ?? null,
    recipient: letter.to,
    body: bodyOf(letter),
  }
}
