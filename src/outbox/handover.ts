import type { SendOutcome } from '../channels/port.ts'
import type { Hindrance } from '../domain/undelivered.ts'
import type { Handover } from './courier.ts'

/** What passes by itself; nothing else is mended by trying again. */
const passing: readonly Hindrance[] = ['rate', 'offline']

/** What follows from what a channel answered. */
export function handover(outcome: SendOutcome): Handover {
  if (outcome.ok) return { done: true }
  const { kind, reason, instead, retryAfter } = outcome
  const next = instead ?? (passing.includes(kind) ? 'again' : 'park')
  return { done: false, next, kind, reason, ...(retryAfter === undefined ? {} : { retryAfter }) }
}

export function nowhere(reason: string): Handover {
  return { done: false, next: 'park', kind: 'no address', reason }
}
