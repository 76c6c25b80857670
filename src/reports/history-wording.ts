import type { Line } from '../domain/commit.ts'
import { maskText } from '../domain/mask.ts'
import type { Value, Wording } from '../domain/wording.ts'

/** What happened to a ticket, one line each, oldest first; phone numbers are masked wherever they stand. */
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
        what: line.what ? masked(line.what) : maskText(line.text!),
      },
    }))
}

function masked({ key, values }: Wording): Wording {
  if (!values) return { key }
  const shown = Object.entries(values).map(([name, value]) => [name, maskedValue(value)])
  return { key, values: Object.fromEntries(shown) }
}

function maskedValue(value: Value): Value {
  if (typeof value === 'string') return maskText(value)
  if (typeof value === 'number') return value
  if ('key' in value) return masked(value)
  if ('lines' in value) return { lines: value.lines.map(masked) }
  if ('list' in value) {
    const list = value.list.map((item) =>
      typeof item === 'string' ? maskText(item) : masked(item),
    )
    return { list }
  }
  return value
}

function authorOf(by: string, nameOf: (id: string) => string): Value {
  if (by.startsWith('staff:')) return nameOf(by.slice('staff:'.length))
  return by === 'customer' ? { key: 'desk.by.customer' } : { key: 'desk.by.system' }
}
