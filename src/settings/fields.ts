import { z } from 'zod'
import { parseMoney } from '../domain/money.ts'
import type { Span } from '../domain/policy.ts'
import { parseSpan } from '../domain/span.ts'
import type { Level } from '../domain/ticket.ts'
import { shown, type Told } from './explain-issues.ts'

/** A field whose text is turned into a value by `read`, which answers what is wrong where it cannot. */
export function field<T>(read: (value: unknown) => T | Told): z.ZodType<T> {
  return z.unknown().transform((value, context) => {
    const result: T | Told = value === undefined ? { what: 'missing' } : read(value)
    if (!isTold(result)) return result
    context.addIssue({ code: 'custom', input: value, params: result })
    return z.NEVER
  }) as unknown as z.ZodType<T>
}

/** `5 working days`. */
export const span = field<Span>((value) => readSpan(value))

/** A length of time that runs without regard to working time: `10 minutes`. */
export const spanByTheClock = field<Span>((value) => {
  const read = readSpan(value)
  if (!('unit' in read) || !read.unit.startsWith('working')) return read
  return { what: 'span by the clock', values: { got: shown(value) } }
})

/** `500 yuan` or 500, in 分. */
export const amount = field<number>((value) => readAmount(value, 'amount'))

/** The same, or `no limit` as null. */
export const amountOrNone = field<number | null>((value) =>
  value === 'no limit' ? null : readAmount(value, 'amount or none'),
)

/** `10 MB`, `500 KB` or a number of bytes, in bytes. */
export const size = field<number>((value) => {
  const [, digits, unit] = /^(\d+) *(KB|MB)?$/.exec(String(value)) ?? []
  const bytes = Number(digits) * (unit === 'MB' ? 1_048_576 : unit === 'KB' ? 1_024 : 1)
  return bytes > 0 ? bytes : { what: 'size', values: { got: shown(value) } }
})

export const level: z.ZodType<Level> = z.literal([1, 2, 3, 4, 5])

/** A whole number of at least `from`. */
export function count(from = 0): z.ZodType<number> {
  return z.int().min(from)
}

/** Small letters, digits and hyphens: safe in addresses, keys and file names. */
export const id = field<string>((value) =>
  typeof value === 'string' && /^[a-z][a-z0-9-]*$/.test(value)
    ? value
    : { what: 'id', values: { got: shown(value) } },
)

/** `2027-02-06`, a day that exists. */
export const date = field<string>((value) => {
  const exists =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(value) &&
    new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value)
  return exists ? value : { what: 'date', values: { got: shown(value) } }
})

/** `09:00` to `24:00`. */
export const timeOfDay = field<string>((value) =>
  typeof value === 'string' && /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value)
    ? value
    : { what: 'time of day', values: { got: shown(value) } },
)

/** An address of the web, or empty. */
export const urlOrNone = field<string>((value) => {
  const isUrl = typeof value === 'string' && /^https?:\/\/\S+$/.test(value) && URL.canParse(value)
  return value === '' || isUrl ? (value as string) : { what: 'url', values: { got: shown(value) } }
})

export const inEveryLanguage = z.strictObject({
  'zh-CN': z.string().min(1),
  'zh-TW': z.string().min(1),
  en: z.string().min(1),
})

function isTold(result: unknown): result is Told {
  return typeof result === 'object' && result !== null && 'what' in result
}

function readSpan(value: unknown): Span | Told {
  const read = typeof value === 'string' ? parseSpan(value) : undefined
  if (read === undefined) return { what: 'span', values: { got: shown(value) } }
  return read.n > 0 ? read : { what: 'span nothing', values: { got: shown(value) } }
}

function readAmount(value: unknown, what: string): number | Told {
  const read = typeof value === 'boolean' ? undefined : parseMoney(String(value))
  return read ?? { what, values: { got: shown(value) } }
}
