import chineseDays from 'chinese-days'
import type { Calendar } from '../domain/calendar.ts'
import type { Organisation } from '../domain/policy.ts'

const day = 86_400_000

/** The organisation's working time, for a span of years, and the years no table of public holidays is known for. */
export type BuiltCalendar = { calendar: Calendar; unknownYears: readonly number[] }

/**
 * The calendar of `from` to `to` (years). In mainland China its public holidays and make-up days come from a table; what
 * the organisation writes wins over it, and counts as the table of a year in which it names any day off.
 */
export function buildCalendar(organisation: Organisation, from: number, to: number): BuiltCalendar {
  const holidays = new Set<string>()
  const workingDays = new Set<string>()
  const unknownYears: number[] = []
  for (let year = from; year <= to && organisation.region === 'CN'; year++) {
    if (isTabled(year)) addYear(year, holidays, workingDays)
    else if (!organisation.holidays.some((date) => date.startsWith(`${year}-`)))
      unknownYears.push(year)
  }
  for (const date of organisation.holidays) {
    holidays.add(date)
    workingDays.delete(date)
  }
  for (const date of organisation.workingDays) {
    workingDays.add(date)
    holidays.delete(date)
  }
  const { zone, workingTime } = organisation
  return { calendar: { zone, ...workingTime, holidays, workingDays }, unknownYears }
}

/** The last year public holidays of mainland China are known for, looking back from `year`. */
export function lastTabledYear(year: number): number {
  let last = year
  while (!isTabled(last) && last > 2004) last--
  return last
}

/** National Day is in every table; a year without one has no table. */
function isTabled(year: number): boolean {
  return chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆')
}

function addYear(year: number, holidays: Set<string>, workingDays: Set<string>): void {
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += day) {
    const date = new Date(at).toISOString().slice(0, 10)
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
    const { work, name } = chineseDays.getDayDetail(date)
    // Only named days are in the table: an ordinary week-end is the desk's own affair.
    if (!name.includes(',')) continue
    if (!work) holidays.add(date)
    else if (isWeekend) workingDays.add(date)
  }
}
