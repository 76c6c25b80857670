import type { ActorId } from '../../../domain/actor.ts'
import type { Line } from '../../../domain/commit.ts'
import type { Db, Prepared } from '../driver.ts'
import type { Job } from '../group-commit.ts'

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
  const all: Prepared<Row> = db.prepare('SELECT line FROM lines WHERE actor = ?')
  const forget = db.prepare('DELETE FROM lines WHERE actor = ?')
  const forgetAbout = db.prepare(
    `UPDATE lines SET line = json_remove(line, '$.text', '$.buttons', '$.press', '$.files')
     WHERE actor IN (SELECT key FROM actors WHERE name >= 'room:' AND name < 'room;')
       AND json_extract(line, '$.about') = ?`,
  )
  const parse = ({ line }: Row): Line => JSON.parse(line)

  return {
    append(actor: number, line: Line): void {
      insert.run(actor, line.seq, JSON.stringify(line))
    },
    /** Removes all lines; answers the ids of the files they named. */
    forget(actor: number): string[] {
      const files = all.all(actor).flatMap((row) => parse(row).files ?? [])
      forget.run(actor)
      return files.map(({ id }) => id)
    },
    forgettingAbout(about: ActorId): Job<number> {
      return { write: () => forgetAbout.run(about).changes }
    },
    after(actor: number, seq: number, limit: number): Line[] {
      return after.all(actor, seq, limit).map(parse)
    },
    last(actor: number, limit: number): Line[] {
      return last.all(actor, limit).map(parse).reverse()
    },
  }
}
