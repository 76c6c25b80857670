import type { SendOutcome } from '../port.ts'
import { type Meanings, outcomeOf as outcomeBy } from '../wechat-core/answer.ts'
import { LineDownError, RefusedError } from './line.ts'

const minute = 60_000

/** Failures by the platform's code (developer.work.weixin.qq.com/document/path/90313); what is not listed may pass. */
const meanings: Meanings = {
  [-1]: { kind: 'rate' },
  40008: { kind: 'bad request' },
  40058: { kind: 'bad request' },
  45002: { kind: 'too long' },
  // More than 30 messages a minute, or 1,000 an hour, in one talk.
  45009: { kind: 'rate', retryAfter: minute },
  // There is no such talk, the bot is not in the group, or nobody has written to it there yet.
  40003: { kind: 'unreachable' },
  60111: { kind: 'unreachable' },
  86008: { kind: 'unreachable' },
  93006: { kind: 'unreachable' },
}

/** What a message could not be sent for, as the desk can act on it. Rejects with what is no failure of the platform. */
export function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof LineDownError) return { ok: false, kind: 'offline', reason: error.message }
  if (!(error instanceof RefusedError)) throw error
  return outcomeBy({ errcode: error.errcode }, { via: 'chat', meanings, platform: 'WeCom' })
}
