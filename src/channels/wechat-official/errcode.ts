import type { SendOutcome } from '../port.ts'

/** What the platform answered: 0 is well done. */
export type Answered = { errcode: number; id?: string }

type Failed = SendOutcome & { ok: false }

const minute = 60_000

/** Failures by the platform's code (developers.weixin.qq.com, global return codes); what is not listed may pass. */
const kinds: Readonly<Record<number, Pick<Failed, 'kind' | 'retryAfter'>>> = {
  [-1]: { kind: 'rate' },
  40003: { kind: 'unreachable' },
  40004: { kind: 'bad request' },
  40007: { kind: 'bad request' },
  40037: { kind: 'capability' },
  40164: { kind: 'offline', retryAfter: 5 * minute },
  40200: { kind: 'capability' },
  43004: { kind: 'unreachable' },
  43019: { kind: 'unreachable' },
  43101: { kind: 'unreachable' },
  45002: { kind: 'too long' },
  45009: { kind: 'rate', retryAfter: 10 * minute },
  45011: { kind: 'rate', retryAfter: minute },
  45015: { kind: 'window closed' },
  45047: { kind: 'quota' },
  47003: { kind: 'bad request' },
  48001: { kind: 'capability' },
}

/** The platform's code as an outcome the desk can act on; the reason names the code, no person and no secret. */
export function outcomeOf({ errcode }: Answered, via: string): SendOutcome {
  if (errcode === 0) return { ok: true, via }
  const reason = Number.isNaN(errcode) ? 'WeChat does not answer' : `WeChat ${errcode}`
  return { ok: false, reason, ...(kinds[errcode] ?? { kind: 'offline' }) }
}

/** A token that is none, or is over. */
export function isTokenRefused(errcode: number): boolean {
  return [40001, 40014, 42001].includes(errcode)
}

/** Instead of a code, where no answer came. */
export const away = Number.NaN
/** The account has no right to write by itself. */
export const noRight = 48001
/** The account has no menus in messages. */
export const noMenus = 40200
