import type { SendOutcome } from '../port.ts'
import { type Answered, type Meanings, outcomeOf as outcomeBy } from '../wechat-core/answer.ts'
import type { Correction } from '../wechat-core/window.ts'

const minute = 60_000

/** Failures by the platform's code (developers.weixin.qq.com, global return codes); what is not listed may pass. */
const meanings: Meanings = {
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

/** The platform's answer as an outcome the desk can act on. */
export function outcomeOf(answer: Answered, via: string): SendOutcome {
  return outcomeBy(answer, { via, meanings, platform: 'WeChat' })
}

/** What a refusal says of the count of messages. */
export const corrections: Readonly<Record<number, Correction>> = {
  45015: 'closed',
  45047: 'used up',
  43004: 'left',
}

/** The account has no right to write by itself. */
export const noRight = 48001
/** The account has no menus in messages. */
export const noMenus = 40200
