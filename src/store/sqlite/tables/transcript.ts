import type { Line } from '../../../domain/commit.ts'
import type { Db, Prepared } from '../driver.ts'

type Row = { line: string }

/** What was said or what happened, as rows of their own, in order. */
export function createTranscript(db: Db) {
  const insert = db.prepare('INSERT INTO lines (actor, seq, line) VALUES (?, ?, ?)')
  const after: Prepared<Row> = db.prepare(
    'SELECT line FROM lines WHERE actor = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const last: Prepared<Row> = db.prepare(
    'SELECT line FROM lines WHERE actor = ? ORDER BY seq DESC LIMIT ?',
  )
  const parse = ({ line }: Row): Line => JSON.parse(line)

  return {
    append(actor: number, line: Line): void {
      insert.run(actor, line.seq, JSON.stringify(line))
    },
    after(actor: number, seq: number, limit: number): Line[] {
      return after.all(actor, seq, limit).map(parse)
    },
    last(actor: number, limit: number): Line[] {
      return last.all(actor, limit).map(parse).reverse()
    },
  }
}
