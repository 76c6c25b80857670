import * as chrono from 'chrono-node'
import { addDays, type Calendar, startOfDay } from '../domain/calendar.ts'
import { localToUtc, utcToLocal } from '../domain/zone.ts'
import { foldCommand } from './command-fold.ts'
import { afterGap } from './command-words.ts'

const dated = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?(?![\d元])/
const dateAlone = /^(\d{1,2})[日号]/
const inDays = /^(?:in\s+)?(\d{1,3})\s*(?:天后|天之后|天内|days?|d)(?![a-z])/
const dayOf = 86_400_000

/** `at` is the first moment (epoch ms) of the day the words begin with, in the desk's zone; `rest` what follows. */
export type ReadDay = { at: number; rest: string }

/**
 * Reads a day in Chinese or English: `2026-12-01`, `12-01`, `12月1日`, `5号`, `周五`, `三天后`, `tomorrow`, `next Friday`.
 * A day without a year is the next one to come. Undefined where the words begin with none.
 */
export function readDay(text: string, calendar: Calendar, now: number): ReadDay | undefined {
  const folded = foldCommand(text)
  const today = startOfDay(calendar, now)
  const found =
    byDate(folded, calendar, today) ??
    byDayOfMonth(folded, calendar, today) ??
    byCount(folded, calendar, today) ??
    byWords(folded, calendar, now)
  return found && { at: found.at, rest: afterGap(text.slice(found.length)).trimEnd() }
}

/**
 * The first day from today on that the words name, wherever they do: "女儿周六过生日要用" is that Saturday. The first
 * moment of the day (epoch ms); undefined where they name none.
 */
export function findDay(text: string, calendar: Calendar, now: number): number | undefined {
  const today = startOfDay(calendar, now)
  const folded = foldCommand(text).replaceAll(money, '')
  const written = [...folded.matchAll(anyDate)].map(({ index }) => folded.slice(index))
  const days = written.map((words) => readDay(words, calendar, now)?.at)
  const others = [byWeekend(folded, calendar, now), byEndOfMonth(folded, calendar, now)]
  return [...days, ...spoken(folded, calendar, now), ...others].find(
    (at) => at !== undefined && at >= today,
  )
}

const money = /\d[\d.,]*\s*(?:元|块|万)/g
const anyDate =
  /(?<![\da-z./-])(?:(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}[日号]?(?![\d.元块点])|\d{1,2}[日号](?!店|楼|线|房|机)|\d{1,3}\s*天(?:后|之后|内|之内))/g

/** Days in words, the soonest first. */
function spoken(text: string, calendar: Calendar, now: number): (number | undefined)[] {
  return [chrono.zh.hans, chrono.en]
    .flatMap((language) => language.parse(text, referenceOf(calendar, now), { forwardDate: true }))
    .filter(({ start }) => start.isCertain('day') || start.isCertain('weekday'))
    .map(({ start }) => dateIn(calendar, start))
}

/** The Saturday of the weekend that is meant; on a Sunday this weekend is today. */
function byWeekend(text: string, calendar: Calendar, now: number): number | undefined {
  const match = weekend.exec(text)
  if (!match) return undefined
  const today = startOfDay(calendar, now)
  const weekday = new Date(utcToLocal(calendar.zone, today)).getUTCDay()
  const ahead = weekday === 0 ? 0 : 6 - weekday
  return addDays(calendar, today, /下|next/.test(match[0]) ? ahead + 7 : ahead)
}

const weekend = /(?<![上过])下?个?周末|(?<!last )(?:next )?weekend/

function byEndOfMonth(text: string, calendar: Calendar, now: number): number | undefined {
  const match = endOfMonth.exec(text)
  if (!match) return undefined
  const local = new Date(utcToLocal(calendar.zone, now))
  const months =
    local.getUTCMonth() + (match[0].includes('下') || match[0].includes('next') ? 2 : 1)
  const last = new Date(Date.UTC(local.getUTCFullYear(), months, 0))
  return dayAt(calendar, {
    year: last.getUTCFullYear(),
    month: last.getUTCMonth() + 1,
    date: last.getUTCDate(),
  })
}

const endOfMonth = /(?:下个?)?月(?:底|末)|end of (?:the |this |next )?month/

type Found = { at: number; length: number }

function byDate(text: string, calendar: Calendar, today: number): Found | undefined {
  const match = dated.exec(text)
  if (!match) return undefined
  const [whole, year, month, date] = match
  const thisYear = new Date(utcToLocal(calendar.zone, today)).getUTCFullYear()
  const of = (y: number) => dayAt(calendar, { year: y, month: Number(month), date: Number(date) })
  const at = of(Number(year ?? thisYear))
  if (at === undefined) return undefined
  const passed = year === undefined && at < today
  return { at: passed ? (of(thisYear + 1) ?? at) : at, length: whole.length }
}

function byDayOfMonth(text: string, calendar: Calendar, today: number): Found | undefined {
  const match = dateAlone.exec(text)
  if (!match) return undefined
  const local = new Date(utcToLocal(calendar.zone, today))
  const [year, month, date] = [local.getUTCFullYear(), local.getUTCMonth() + 1, Number(match[1])]
  const next = date < local.getUTCDate()
  const at = next
    ? dayAt(
        calendar,
        month === 12 ? { year: year + 1, month: 1, date } : { year, month: month + 1, date },
      )
    : dayAt(calendar, { year, month, date })
  return at === undefined ? undefined : { at, length: match[0].length }
}

function byCount(text: string, calendar: Calendar, today: number): Found | undefined {
  const match = inDays.exec(text)
  return match
    ? { at: addDays(calendar, today, Number(match[1])), length: match[0].length }
    : undefined
}

function byWords(text: string, calendar: Calendar, now: number): Found | undefined {
  const reference = referenceOf(calendar, now)
  for (const language of [chrono.zh.hans, chrono.en]) {
    const [result] = language.parse(text, reference, { forwardDate: true })
    if (result?.index !== 0) continue
    const at = dateIn(calendar, result.start)
    if (at !== undefined) return { at, length: result.text.length }
  }
  return undefined
}

function referenceOf(calendar: Calendar, now: number) {
  return { instant: new Date(now), timezone: (utcToLocal(calendar.zone, now) - now) / 60_000 }
}

function dateIn(calendar: Calendar, start: chrono.ParsedComponents): number | undefined {
  return dayAt(calendar, {
    year: start.get('year')!,
    month: start.get('month')!,
    date: start.get('day')!,
  })
}

/** The first moment of a date; nothing for the 31st of a month that has none. */
function dayAt(
  calendar: Calendar,
  { year, month, date }: { year: number; month: number; date: number },
): number | undefined {
  const local = new Date(Date.UTC(year, month - 1, date))
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== date) return undefined
  return localToUtc(calendar.zone, Math.floor(local.getTime() / dayOf) * dayOf)
}
