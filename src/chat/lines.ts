import { z } from 'zod'
import { roles } from '../domain/person.ts'

const n = z.union([z.number(), z.string()]).optional()
const who = z.string().regex(/^(customer|staff):\S+$/, 'is customer:NAME or staff:NAME')

/** Somebody says, shows or presses something. `burst`: the next line may still belong to it. */
const said = z.strictObject({
  n,
  from: who,
  text: z.string().optional(),
  photo: z.string().optional(),
  voice: z.string().optional(),
  press: z.string().optional(),
  room: z
    .string()
    .regex(/^team:\S+$/, 'is team:NAME')
    .optional(),
  /** The `id` of the delivery it answers. */
  reply: z.string().optional(),
  /** The platform's key of the message: the same key again is the same message. */
  key: z.string().optional(),
  burst: z.boolean().optional(),
})

const enrolled = z.strictObject({
  n,
  enrol: z.string().min(1),
  role: z.enum(roles),
  team: z.string().optional(),
  name: z.string().optional(),
})

const advanced = z.strictObject({ n, advance: z.string() })
const advancedTo = z.strictObject({ n, advanceTo: z.iso.datetime({ offset: true }) })
const looked = z.strictObject({
  n,
  look: z.enum(['tickets', 'transcript']),
  of: who.optional(),
})
const restarted = z.strictObject({ n, restart: z.literal(true) })

const kinds = {
  from: said,
  enrol: enrolled,
  advance: advanced,
  advanceTo: advancedTo,
  look: looked,
  restart: restarted,
}

/** One line in: what a program that plays customers, staff and time asks of the desk. */
export type LineIn =
  | z.infer<typeof said>
  | z.infer<typeof enrolled>
  | z.infer<typeof advanced>
  | z.infer<typeof advancedTo>
  | z.infer<typeof looked>
  | z.infer<typeof restarted>

/** One line out: a delivery, an answer to `look`, the end of a line's doings, or why it was not taken. */
export type LineOut = { n?: number | string | undefined } & (
  | {
      to: string
      text: string
      buttons: readonly { id: string; label: string }[]
      files: readonly { id: string; name: string; type: string; size: number }[]
      at: string
      /** The letter's id: a second delivery of the same letter carries it again. */
      id: string
    }
  | { tickets: readonly unknown[] }
  | { transcript: readonly unknown[] }
  | { settled: true; at: string }
  | { error: string }
)

/** A line the desk cannot take; nothing has changed. */
export class LineError extends Error {
  override name = 'LineError'
}

/** Reads one line. Throws `LineError` with what is wrong in it. */
export function readLine(text: string): LineIn {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new LineError(`not JSON: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LineError('a line is one JSON object')
  }
  const kind = Object.keys(kinds).find((name) => name in value) as keyof typeof kinds | undefined
  if (!kind) throw new LineError(`has none of: ${Object.keys(kinds).join(', ')}`)
  const read = kinds[kind].safeParse(value)
  if (!read.success) {
    throw new LineError(
      read.error.issues
        .map((issue) => `${issue.path.join('.') || kind}: ${issue.message}`)
        .join('; '),
    )
  }
  return read.data
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** `5d`, `2h30m`, `90s` → ms. Throws `LineError`. */
export function readDuration(text: string): number {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(s|m|h|d|w)(?:in|ins|ays?|ours?)?\s*/g)]
  if (!parts.length || parts.map((part) => part[0]).join('') !== text.trim()) {
    throw new LineError(`advance: "${text}" is not a length of time; write 5d, 2h, 30m or 10s`)
  }
  return parts.reduce(
    (sum, part) => sum + Number(part[1]) * units[part[2] as keyof typeof units],
    0,
  )
}
