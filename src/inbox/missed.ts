import { asksFor } from '../domain/asks-answer.ts'
import type { OutboundMessage } from '../domain/message.ts'
import { type Missed, mayStillCome } from '../domain/undelivered.ts'

type MissedEvent =
  | { type: 'customer.missed'; number: string; missed: Missed }
  | { type: 'customer.unreached'; missed: Missed }

/**
 * What his conversation is told of words that have not reached a customer. A question concerns its ticket at once; other
 * words concern somebody where he has not been asked to come for them. A reminder that stays out harms nobody.
 */
export function missedEvent(message: OutboundMessage, missed: Missed): MissedEvent | undefined {
  const number = asksFor(message.buttons)
  if (number !== undefined && missed.instead !== 'tried') {
    return { type: 'customer.missed', number, missed }
  }
  if (mayStillCome(missed) || message.reminder) return undefined
  return { type: 'customer.unreached', missed }
}
