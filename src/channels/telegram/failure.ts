import { TelegramError } from 'telegraf'
import type { SendOutcome } from '../port.ts'

type Failed = SendOutcome & { ok: false }

/** Why a call failed, as far as anything can be done about it. */
export type Failure = {
  /** The platform's code; undefined where it did not answer. */
  code: number | undefined
  description: string
  /** ms */
  retryAfter?: number
  /** The group has this address now. */
  movedTo?: string
}

/** Reads what a call to the platform was rejected with. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TelegramError)) return { code: undefined, description: '' }
  const { retry_after: seconds, migrate_to_chat_id: moved } = error.parameters ?? {}
  return {
    code: error.code,
    description: error.description ?? '',
    ...(seconds !== undefined && { retryAfter: seconds * 1000 }),
    ...(moved !== undefined && { movedTo: String(moved) }),
  }
}

const gone =
  /chat not found|user is deactivated|peer_id_invalid|not enough rights to send|chat_write_forbidden|have no rights to send|group chat was deactivated/i

/** A failure as an outcome the desk can act on; the reason names the code, no person and no secret. */
export function outcomeOf({ code, description, retryAfter }: Failure): Failed {
  const reason = code === undefined ? 'Telegram does not answer' : `Telegram ${code}`
  const failed = (kind: Failed['kind'], words = ''): Failed => ({
    ok: false,
    kind,
    reason: words ? `${reason} ${words}` : reason,
    ...(retryAfter !== undefined && { retryAfter }),
  })
  if (code === 429) return failed('rate')
  if (code === 403) return failed('unreachable', 'the bot is blocked or was sent away')
  if (code !== 400) return failed('offline')
  if (gone.test(description)) return failed('unreachable', 'there is no such chat')
  if (/too long/i.test(description)) return failed('too long')
  return failed('bad request', description.replace(/^Bad Request:\s*/i, '').slice(0, 80))
}

/** The edit would change nothing: it is done. */
export function isUnchanged({ code, description }: Failure): boolean {
  return code === 400 && /message is not modified/i.test(description)
}
