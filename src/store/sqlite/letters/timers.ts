import type { ActorId } from '../../../domain/actor.ts'
import type { NewLetter } from '../../../domain/letter.ts'
import type { Db, Prepared } from '../driver.ts'
import { bodyOf, type LetterRow } from './letters.ts'

/** A letter to oneself without a slot gets one of its own, which no chart can name. */
const unnamed = '\0'

/** A timer with its owner. */
export type TimerRow = Omit<LetterRow, 'recipient'> & { actor: number; owner: ActorId }
type Place = Pick<TimerRow, 'revision' | 'n' | 'due' | 'owner'>

/** Letters to oneself: one per actor and slot, found by when they are due. */
export function createTimers(db: Db) {
  const same = 'actor = ? AND revision = ? AND n = ?'
  const insert = db.prepare(
    `INSERT OR REPLACE INTO timers (actor, slot, revision, n, due, attempts, body)
     VALUES (?, ?, ?, ?, ?, 0, ?)`,
  )
  const find: Prepared = db.prepare(`SELECT 1 FROM timers WHERE ${same}`)
  const remove = db.prepare(`DELETE FROM timers WHERE ${same}`)
  const empty = db.prepare('DELETE FROM timers WHERE actor = ? AND slot = ?')
  const retry = db.prepare(`UPDATE timers SET due = ?, attempts = attempts + 1 WHERE ${same}`)
  const owned = 'FROM timers t JOIN actors a ON a.key = t.actor'
  const read: Prepared<TimerRow> = db.prepare(
    `SELECT t.*, a.name AS owner ${owned} WHERE t.actor = ? AND t.revision = ? AND n = ?`,
  )
  const due: Prepared<TimerRow> = db.prepare(
    `SELECT t.*, a.name AS owner ${owned} WHERE due <= ? ORDER BY due, slot LIMIT ?`,
  )
  const count: Prepared<{ count: number }> = db.prepare(
    'SELECT count(*) AS count FROM timers WHERE due <= ?',
  )
  const place = `SELECT t.revision, n, due, a.name AS owner ${owned}`
  const next: Prepared<Place> = db.prepare(`${place} ORDER BY due LIMIT ?`)
  const nextIn: Prepared<Place> = db.prepare(`${place} WHERE slot = ? ORDER BY due LIMIT ?`)

  return {
    /** Takes the place of what stood in its slot. */
    insert(key: number, revision: number, n: number, letter: NewLetter): void {
      const slot = letter.slot ?? `${unnamed}${revision}#${n}`
      insert.run(key, slot, revision, n, letter.dueAt, bodyOf(letter))
    },
    has(key: number, revision: number, n: number): boolean {
      return find.get(key, revision, n) !== undefined
    },
    remove(key: number, revision: number, n: number): void {
      remove.run(key, revision, n)
    },
    empty(key: number, slot: string): void {
      empty.run(key, slot)
    },
    retry(key: number, [revision, n]: readonly [number, number], dueAt: number): void {
      retry.run(dueAt, key, revision, n)
    },
    read(key: number, revision: number, n: number): LetterRow | undefined {
      const row = read.get(key, revision, n)
      return row && letterRowOf(row)
    },
    /** The first `limit` that are due, lent or not. */
    due(now: number, limit: number): TimerRow[] {
      return due.all(now, limit)
    },
    /** How many are due, lent or not. */
    count(moment: number): number {
      return count.get(moment)!.count
    },
    /** The first `limit` by the moment they are due, of one slot only where it is named; without their words. */
    next(limit: number, slot?: string): Place[] {
      return slot === undefined ? next.all(limit) : nextIn.all(slot, limit)
    },
  }
}

export function letterRowOf({ actor, owner, ...row }: TimerRow): LetterRow {
  const slot = row.slot?.startsWith(unnamed) ? null : row.slot
  return { ...row, slot, recipient: owner }
}
