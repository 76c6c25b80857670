import type { Hindrance } from '../../domain/undelivered.ts'
import type { SendOutcome } from '../port.ts'
import { type Answered, type Meanings, outcomeOf as outcomeBy } from '../wechat-core/answer.ts'
import type { Correction } from '../wechat-core/window.ts'

const minute = 60_000
/** Somebody has to change a setting on the platform. */
const setting = { kind: 'offline', retryAfter: 5 * minute } as const

/** Failures by the platform's code (developer.work.weixin.qq.com/document/path/90313); what is not listed may pass. */
const meanings: Meanings = {
  [-1]: { kind: 'rate' },
  40007: { kind: 'bad request' },
  40008: { kind: 'bad request' },
  40058: { kind: 'bad request' },
  40096: { kind: 'unreachable' },
  45002: { kind: 'too long' },
  45009: { kind: 'rate', retryAfter: minute },
  45033: { kind: 'rate' },
  48002: setting,
  60011: setting,
  60020: setting,
  95000: { kind: 'unreachable' },
  95001: { kind: 'quota' },
  95002: { kind: 'window closed' },
  95004: { kind: 'unreachable' },
  95008: { kind: 'bad request' },
  95009: { kind: 'bad request' },
  95013: { kind: 'window closed' },
  95017: setting,
  // The talk stands in the pool, or somebody answers in WeCom itself.
  95018: { kind: 'window closed' },
  95023: setting,
  95030: { kind: 'capability' },
  95031: { kind: 'window closed' },
}

/** The platform's answer as an outcome the desk can act on. */
export function outcomeOf(answer: Answered, via: string): SendOutcome {
  return outcomeBy(answer, { via, meanings, platform: 'WeCom' })
}

/** What a refusal says of the count of messages. */
export const corrections: Readonly<Record<number, Correction>> = {
  95001: 'used up',
  95002: 'closed',
  95013: 'closed',
  95031: 'closed',
}

/** It is this very message that is refused, or for a reason nobody has told us. */
export function isAboutMessage({ errcode }: Answered): boolean {
  return (meanings[errcode]?.kind ?? 'bad request') === 'bad request'
}

/** The customer's session is with somebody else, or in the pool. */
export const sessionElsewhere = 95018

/** Codes of `sync_msg`: the token of a callback is over. */
export const callbackOver = 95007

type Loss = { kind: Hindrance; correction?: Correction }

/** Why a message that was taken did not arrive (document/path/94670, event `msg_send_fail`). */
export function lossOf(failType: number): Loss {
  switch (failType) {
    case 4:
    case 5:
      return { kind: 'window closed', correction: 'closed' }
    case 6:
      return { kind: 'quota', correction: 'used up' }
    case 10:
      return { kind: 'unreachable', correction: 'left' }
    case 1:
    case 2:
    case 8:
    case 11:
      return { kind: 'offline' }
    case 12:
    case 13:
      return { kind: 'capability' }
    default:
      return { kind: 'unreachable' }
  }
}
