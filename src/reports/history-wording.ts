import type { Line } from '../domain/commit.ts'
import type { Value, Wording } from '../domain/wording.ts'

/** What happened to a ticket, one line each, oldest first. */
export function historyWordings(
  lines: readonly Line[],
  nameOf: (id: string) => string,
): readonly Wording[] {
  return lines
    .filter((line) => line.what !== undefined || line.text !== undefined)
    .map((line) => ({
      key: 'desk.history.line',
      values: {
        at: { time: line.at },
        by: authorOf(line.by, nameOf),
        what: line.what ?? line.text!,
      },
    }))
}

function authorOf(by: string, nameOf: (id: string) => string): Value {
  if (by.startsWith('staff:')) return nameOf(by.slice('staff:'.length))
  return by === 'customer' ? { key: 'desk.by.customer' } : { key: 'desk.by.system' }
}
