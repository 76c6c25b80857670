import type { Hours, Span } from './policy.ts'
import { localToUtc, utcToLocal } from './zone.ts'

/**
 * The desk's working time, as plain data. `periods` are those of any working day, in order, without overlap;
 * `weekdays` are ISO weekdays (1 = Monday). `holidays` are days off, `workingDays` make-up days that are worked
 * although their weekday is not; both `YYYY-MM-DD` in the desk's zone. A make-up day wins over a holiday.
 */
export type Calendar = {
  zone: string
  periods: readonly Hours[]
  weekdays: readonly number[]
  holidays: ReadonlySet<string>
  workingDays: ReadonlySet<string>
}

/** From and to, epoch ms; `to` itself is no longer working time. */
type Window = readonly [number, number]

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** A desk that has not worked for ten years has a broken calendar. */
const farthest = 3_660
/** Days remembered per calendar, about ten years. */
const remembered = 4_000

const windowsByCalendar = new WeakMap<Calendar, Map<number, readonly Window[]>>()

/**
 * The moment a length of time that starts at `from` is over (epoch ms).
 *
 * `working hours` run only in working time. `working days` end with the working time of the n-th working day after the
 * day of `from`: begun on Monday, one working day is over on Tuesday evening; begun on Saturday, on Monday evening.
 */
export function addSpan(calendar: Calendar, from: number, span: Span): number {
  switch (span.unit) {
    case 'seconds':
      return from + span.n * second
    case 'minutes':
      return from + span.n * minute
    case 'hours':
      return from + span.n * hour
    case 'days':
      return addDays(calendar, from, span.n)
    case 'working hours':
      return addWorkingMs(calendar, from, span.n * hour)
    case 'working days':
      return addWorkingDays(calendar, from, span.n)
  }
}

/** The end of working time on the day of `at`, or on the next working day where that is none or already over. */
export function endOfWorkingDay(calendar: Calendar, at: number): number {
  const today = dayNumber(calendar, at)
  const end = windowsOf(calendar, today).at(-1)?.[1]
  return end !== undefined && end >= at ? end : endOf(calendar, nextWorkingDay(calendar, today))
}

/** The same local day as `at`, at `time` (`HH:MM`). */
export function onDayAt(calendar: Calendar, at: number, time: string): number {
  return localToUtc(calendar.zone, dayNumber(calendar, at) * day + timeOfDay(time))
}

/** The first moment of the local day of `at`. */
export function startOfDay(calendar: Calendar, at: number): number {
  return localToUtc(calendar.zone, dayNumber(calendar, at) * day)
}

/** The same local time `n` days later (earlier where negative), whatever summer time does in between. */
export function addDays(calendar: Calendar, at: number, n: number): number {
  return localToUtc(calendar.zone, utcToLocal(calendar.zone, at) + n * day)
}

/** True where the local day of `at` is worked. */
export function isWorkingDay(calendar: Calendar, at: number): boolean {
  return windowsOf(calendar, dayNumber(calendar, at)).length > 0
}

/** True from the first moment of a working period up to, not including, its last. */
export function isWorkingTime(calendar: Calendar, at: number): boolean {
  const windows = windowsOf(calendar, dayNumber(calendar, at))
  return windows.some(([from, to]) => at >= from && at < to)
}

/** The local day of `at` as `20261121`. */
export function dayKey(calendar: Calendar, at: number): string {
  return dateOf(dayNumber(calendar, at)).replaceAll('-', '')
}

/** Working time from `a` to `b` in ms; 0 where `b` is not later. */
export function workingMsBetween(calendar: Calendar, a: number, b: number): number {
  let sum = 0
  const last = dayNumber(calendar, b)
  for (let n = dayNumber(calendar, a); n <= last; n++) {
    for (const [from, to] of windowsOf(calendar, n)) {
      sum += Math.max(0, Math.min(to, b) - Math.max(from, a))
    }
  }
  return sum
}

function addWorkingMs(calendar: Calendar, from: number, ms: number): number {
  let left = ms
  let n = dayNumber(calendar, from)
  for (let tried = 0; tried < farthest; tried++, n++) {
    for (const [start, end] of windowsOf(calendar, n)) {
      const begin = Math.max(start, from)
      if (begin >= end) continue
      if (left <= end - begin) return begin + left
      left -= end - begin
    }
  }
  throw neverWorks(calendar)
}

function addWorkingDays(calendar: Calendar, from: number, n: number): number {
  if (n <= 0) return endOfWorkingDay(calendar, from)
  let current = dayNumber(calendar, from)
  for (let counted = 0; counted < n; counted++) current = nextWorkingDay(calendar, current)
  return endOf(calendar, current)
}

function nextWorkingDay(calendar: Calendar, after: number): number {
  for (let n = after + 1; n <= after + farthest; n++) {
    if (windowsOf(calendar, n).length > 0) return n
  }
  throw neverWorks(calendar)
}

function endOf(calendar: Calendar, workingDay: number): number {
  return windowsOf(calendar, workingDay).at(-1)![1]
}

function windowsOf(calendar: Calendar, n: number): readonly Window[] {
  const windows = windowsByCalendar.get(calendar) ?? new Map<number, readonly Window[]>()
  const known = windows.get(n)
  if (known) return known
  const made = works(calendar, n)
    ? calendar.periods.map((hours) => toWindow(calendar, n, hours))
    : []
  if (windows.size === 0) windowsByCalendar.set(calendar, windows)
  if (windows.size >= remembered) windows.clear()
  windows.set(n, made)
  return made
}

function works(calendar: Calendar, n: number): boolean {
  const date = dateOf(n)
  if (calendar.workingDays.has(date)) return true
  return !calendar.holidays.has(date) && calendar.weekdays.includes(isoWeekday(n))
}

function toWindow(calendar: Calendar, n: number, { from, to }: Hours): Window {
  const at = (time: string) => localToUtc(calendar.zone, n * day + timeOfDay(time))
  return [at(from), at(to)]
}

/** The local day of `at`, counted from 1970-01-01. */
function dayNumber(calendar: Calendar, at: number): number {
  return Math.floor(utcToLocal(calendar.zone, at) / day)
}

function dateOf(n: number): string {
  return new Date(n * day).toISOString().slice(0, 10)
}

/** 1970-01-01 was a Thursday. */
function isoWeekday(n: number): number {
  return ((((n + 3) % 7) + 7) % 7) + 1
}

function timeOfDay(time: string): number {
  return Number(time.slice(0, 2)) * hour + Number(time.slice(3, 5)) * minute
}

function neverWorks(calendar: Calendar): Error {
  return new Error(`calendar of ${calendar.zone} has no working time within ${farthest} days`)
}
