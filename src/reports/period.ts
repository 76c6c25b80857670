import { addDays, type Calendar, startOfDay } from '../domain/calendar.ts'

export const periods = ['today', 'week', 'month'] as const
export type Period = (typeof periods)[number]

/** The first moment of the period that `now` is in, in the desk's zone; weeks begin on Monday. */
export function startOf(period: Period, calendar: Calendar, now: number): number {
  const today = startOfDay(calendar, now)
  if (period === 'today') return today
  const [weekday, date] = weekdayAndDate(calendar.zone, now)
  return startOfDay(calendar, addDays(calendar, today, 1 - (period === 'week' ? weekday : date)))
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** ISO weekday (1 = Monday) and day of the month. */
function weekdayAndDate(zone: string, at: number): [number, number] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return [weekdays.indexOf(parts.weekday!) + 1, Number(parts.day)]
}
