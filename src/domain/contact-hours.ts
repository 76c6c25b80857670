import { addDays, type Calendar, onDayAt } from './calendar.ts'
import type { Hours } from './policy.ts'

const parts: readonly (readonly [RegExp, string, string])[] = [
  [/上午|早上|morning/i, '09:00', '12:00'],
  [/中午|午休|noon|lunch/i, '12:00', '14:00'],
  [/下午|afternoon/i, '13:00', '18:00'],
  [/晚上|傍晚|晚间|晚間|下班后|下班後|evening|after work/i, '18:00', '21:00'],
]
const clock = '(\\d{1,2})(?:[:：点點](\\d{2})?)?\\s*(am|pm)?'
const after = new RegExp(`${clock}\\s*(?:以|之)?[后後]|after\\s+${clock}`, 'i')
const before = new RegExp(`${clock}\\s*(?:以|之)?前|before\\s+${clock}`, 'i')

/** The hours in which a customer says he is best reached; undefined where his words name none. */
export function hoursIn(said: string): Hours | undefined {
  const words = said.replace(hanNumber, (number) => String(numberOf(number)))
  const part = parts.find(([word]) => word.test(words))
  const late = /下午|晚|pm|afternoon|evening/i.test(words)
  const from = timeIn(after.exec(words), late)
  const to = timeIn(before.exec(words), late)
  const hours = {
    from: from ?? part?.[1] ?? '09:00',
    to: to ?? (from ? '22:00' : part?.[2]) ?? '20:00',
  }
  return (part || from || to) && hours.from < hours.to ? hours : undefined
}

const digits = '零一二三四五六七八九'
const hanNumber = /[一二两兩三四五六七八九十]{1,3}(?=[点點])/g

/** `七` → 7, `十二` → 12, `二十` → 20. */
function numberOf(han: string): number {
  const plain = han.replace(/[两兩]/g, '二')
  if (!plain.includes('十')) return digits.indexOf(plain)
  const [tens = '', ones = ''] = plain.split('十')
  return (tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0)
}

function timeIn(match: RegExpExecArray | null, late: boolean): string | undefined {
  if (!match) return undefined
  const [, a, aMinutes, aHalf, b, bMinutes, bHalf] = match
  const said = Number(a ?? b)
  const half = (aHalf ?? bHalf)?.toLowerCase()
  const isLate = half ? half === 'pm' : late
  const hour = isLate && said < 12 ? said + 12 : said
  if (hour > 23) return undefined
  return `${String(hour).padStart(2, '0')}:${aMinutes ?? bMinutes ?? '00'}`
}

/** The first moment from `at` on (epoch ms) at which the desk may write of itself: `at`, or when the hours begin again. */
export function withinHours(calendar: Calendar, at: number, { from, to }: Hours): number {
  const opens = onDayAt(calendar, at, from)
  if (at < opens) return opens
  return at < onDayAt(calendar, at, to) ? at : onDayAt(calendar, addDays(calendar, at, 1), from)
}
