import type { Organisation } from '../domain/policy.ts'

/** The working time in words: `days` as indexes from Monday = 0, a row of days by its ends; the periods of each day. */
export function openingHours(
  { workingTime: { weekdays, periods } }: Organisation,
  words: {
    day(index: number): string
    range(from: string, to: string): string
    list(parts: readonly string[]): string
  },
): { days: string; periods: string } {
  const rows = rowsOf([...weekdays].sort((a, b) => a - b))
  const days = rows.map(([first, last]) =>
    last - first < 2
      ? words.list(first === last ? [words.day(first)] : [words.day(first), words.day(last)])
      : words.range(words.day(first), words.day(last)),
  )
  const hours = periods.map(({ from, to }) => `${from}–${to}`)
  return { days: words.list(days), periods: words.list(hours) }
}

/** Days in a row, as the first and the last of each, counted from Monday = 0. */
function rowsOf(weekdays: readonly number[]): [number, number][] {
  const rows: [number, number][] = []
  for (const weekday of weekdays) {
    const index = weekday - 1
    const last = rows.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else rows.push([index, index])
  }
  return rows
}
