import { type ActorId, isActor } from '../../../domain/actor.ts'
import { type Letter, letterId, type NewLetter } from '../../../domain/letter.ts'
import type { Db, Prepared } from '../driver.ts'
import { type Waiting, waiting } from './lanes.ts'

/** What every table of letters keeps of one. */
export type LetterRow = {
  revision: number
  n: number
  due: number
  attempts: number
  slot: string | null
  recipient: string
  body: string
}

/** The words or the event: which of the two it is, the recipient tells. */
export function bodyOf(letter: NewLetter): string {
  return JSON.stringify('event' in letter ? letter.event : letter.message)
}

export function letterOf(from: ActorId, row: LetterRow): Letter {
  const to = row.recipient as Letter['to']
  const body = JSON.parse(row.body)
  return {
    ...(isActor(to) ? { to, event: body } : { to, message: body }),
    dueAt: row.due,
    ...(row.slot === null ? {} : { slot: row.slot }),
    id: letterId(from, row.revision, row.n),
    from,
    attempts: row.attempts,
  } as Letter
}

type Header = Omit<LetterRow, 'body'> & { row: number; actor: number; name: ActorId }

/** Letters to others, on disk. */
export function createLetters(db: Db) {
  // A row's number is given again once the row is gone: who wrote the letter must agree too.
  const same = 'row = ? AND actor = ? AND revision = ? AND n = ?'
  const insert = db.prepare(
    `INSERT INTO letters (actor, revision, n, due, attempts, slot, recipient, body)
     VALUES (?, ?, ?, ?, 0, ?, ?, ?)`,
  )
  const remove = db.prepare(`DELETE FROM letters WHERE ${same}`)
  const retry = db.prepare(`UPDATE letters SET due = ?, attempts = ? WHERE ${same}`)
  const read: Prepared<LetterRow> = db.prepare(
    `SELECT revision, n, due, attempts, slot, recipient, body FROM letters WHERE ${same}`,
  )
  const headers: Prepared<Header> = db.prepare(
    `SELECT l.row, l.actor, a.name, l.revision, l.n, l.due, l.attempts, l.slot, l.recipient
     FROM letters l JOIN actors a ON a.key = l.actor ORDER BY l.actor, l.revision, l.n`,
  )

  return {
    /** The answer is its row. */
    insert(key: number, revision: number, n: number, letter: NewLetter): number {
      const { dueAt, slot = null, to } = letter
      const { lastInsertRowid } = insert.run(key, revision, n, dueAt, slot, to, bodyOf(letter))
      return Number(lastInsertRowid)
    },
    remove({ row, key, revision, n }: Waiting): void {
      remove.run(row, key, revision, n)
    },
    retry({ row, key, revision, n, attempts }: Waiting, dueAt: number): void {
      retry.run(dueAt, attempts + 1, row, key, revision, n)
    },
    read({ row, key, revision, n }: Waiting): LetterRow | undefined {
      return read.get(row, key, revision, n)
    },
    /** All of them without their words, each sender's in order. */
    all(): Waiting[] {
      return headers
        .all()
        .map(({ row, actor, name, recipient, slot, due, ...rest }) =>
          waiting(
            { from: name, to: recipient, key: actor, row },
            { ...rest, dueAt: due, slot: slot ?? undefined },
          ),
        )
    },
  }
}
