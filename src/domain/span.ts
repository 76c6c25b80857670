import type { Span } from './policy.ts'

const units: Readonly<Record<string, Span['unit']>> = {
  second: 'seconds',
  seconds: 'seconds',
  minute: 'minutes',
  minutes: 'minutes',
  hour: 'hours',
  hours: 'hours',
  day: 'days',
  days: 'days',
  'working hour': 'working hours',
  'working hours': 'working hours',
  'working day': 'working days',
  'working days': 'working days',
}

const milliseconds: Readonly<Partial<Record<Span['unit'], number>>> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
}

/** `3 working days`, `1.5 seconds`, `10 minutes`; undefined where it is none of these. Days are whole. */
export function parseSpan(text: string): Span | undefined {
  const [, digits, word] = /^(\d+(?:\.\d+)?) +([a-z]+(?: +[a-z]+)?)$/.exec(text.trim()) ?? []
  const unit = units[word?.replace(/ +/, ' ') ?? '']
  const n = Number(digits)
  if (unit === undefined || !Number.isFinite(n)) return undefined
  if (!Number.isInteger(n) && (unit === 'days' || unit === 'working days')) return undefined
  return { n, unit }
}

/** The length in ms of a span that does not depend on working time; throws for one that does. A day is 24 hours. */
export function spanMs({ n, unit }: Span): number {
  const one = milliseconds[unit]
  if (one === undefined) throw new Error(`${n} ${unit} have no length without a calendar`)
  return Math.round(n * one)
}
