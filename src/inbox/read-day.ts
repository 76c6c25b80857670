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
  const reference = {
    instant: new Date(now),
    timezone: (utcToLocal(calendar.zone, now) - now) / 60_000,
  }
  for (const language of [chrono.zh.hans, chrono.en]) {
    const [result] = language.parse(text, reference, { forwardDate: true })
    if (result?.index !== 0) continue
    const at = dayAt(calendar, {
      year: result.start.get('year')!,
      month: result.start.get('month')!,
      date: result.start.get('day')!,
    })
    if (at !== undefined) return { at, length: result.text.length }
  }
  return undefined
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
