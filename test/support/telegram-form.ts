import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'

/** A message of the bot as a phone shows it. */
export type OnScreen = {
  n: number
  text: string
  /** As it was sent, before any edit. */
  first: { text: string; buttons: { label: string; data: string }[] }
  /** By row: what stands on the button, and behind it. */
  buttons: { label: string; data: string }[][]
  file?: { method: string; bytes: Uint8Array }
  replyTo?: number
  topic?: number
  edits: number
  /** Epoch ms. */
  at: number
}

/** The answer of a call that fails; `drop` breaks the connection. */
export type Failing =
  | { error_code: number; description: string; parameters?: Record<string, unknown> }
  | 'drop'

export const tooMany = (seconds: number): Failing => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
})
export const blocked: Failing = {
  error_code: 403,
  description: 'Forbidden: bot was blocked by the user',
}

/** Who speaks, where: a person's number alone is his private talk with the bot. */
export type Speaker = { id: number; group?: number; language?: string; bot?: boolean }

export type Fields = Record<string, unknown>

export class Refusal extends Error {
  readonly failing: Failing
  constructor(failing: Failing) {
    super('refused')
    this.failing = failing
  }
}

export function bad(description: string): Refusal {
  return new Refusal({ error_code: 400, description: `Bad Request: ${description}` })
}

export function refused(c: Context, failing: Failing): Response {
  if (failing === 'drop') {
    ;(c.env as { incoming: IncomingMessage }).incoming.socket.destroy()
    return c.body(null)
  }
  return c.json({ ok: false, ...failing }, failing.error_code as 400)
}

export async function fieldsOf(c: Context): Promise<Fields> {
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('application/json')) return c.req.json<Fields>()
  const body = await c.req.parseBody()
  const entries = Object.entries(body).map(
    async ([name, value]): Promise<[string, unknown]> => [
      name,
      value instanceof File ? new Uint8Array(await value.arrayBuffer()) : value,
    ],
  )
  return Object.fromEntries(await Promise.all(entries))
}

/** In a form what is no text is written as one. */
export function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}

export function buttonsOf({ reply_markup: markup }: Fields): OnScreen['buttons'] {
  const keyboard = (parsed(markup) as { inline_keyboard?: Fields[][] } | undefined)?.inline_keyboard
  return (keyboard ?? []).map((row) =>
    row.map(({ text, callback_data: data }) => {
      const size = Buffer.byteLength(String(data))
      if (size < 1 || size > 64) throw bad('BUTTON_DATA_INVALID')
      return { label: String(text), data: String(data) }
    }),
  )
}

/** Somebody as an update names him. */
export function who({ id, group, language, bot }: Speaker) {
  const name = { first_name: `P${id}`, ...(language && { language_code: language }) }
  return {
    from: { id, is_bot: bot ?? false, ...name },
    chat:
      group === undefined
        ? { id, type: 'private', ...name }
        : { id: group, type: 'supergroup', title: 'G' },
  }
}
