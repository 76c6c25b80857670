import type { Db, Prepared } from '../driver.ts'
import type { Job } from '../group-commit.ts'

/** Ticket numbers, counted by day. */
export function createNumbers(db: Db) {
  const draw: Prepared<{ last: number }> = db.prepare(
    `INSERT INTO numbers (day, last) VALUES (?, 1)
     ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last`,
  )
  return {
    drawing(day: string): Job<number> {
      return { write: () => (draw.get(day) as { last: number }).last }
    },
  }
}
