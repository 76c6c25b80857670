import type { Wording } from '../domain/wording.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A length of time as people say it: minutes up to two hours, hours up to two days, then days. */
export function spanWording(ms: number): Wording {
  if (ms < minute) return { key: 'desk.span.moment' }
  if (ms < 2 * hour) return { key: 'desk.span.minutes', values: { n: Math.round(ms / minute) } }
  if (ms < 2 * day) return { key: 'desk.span.hours', values: { n: tenths(ms / hour) } }
  return { key: 'desk.span.days', values: { n: tenths(ms / day) } }
}

/** `4.25` → `4.3`, `4` → `4`. */
export function tenths(n: number): string {
  return String(Math.round(n * 10) / 10)
}
