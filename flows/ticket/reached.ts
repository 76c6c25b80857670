import type { Wording } from '../../src/domain/wording.ts'
import type { TicketContext } from './context.ts'
import { wording } from './turn.ts'

/** The line of a card that says what was asked last has not reached him. */
export function notReachedLine({ notReached }: TicketContext): Wording[] {
  return notReached ? [wording('ticket.card.notReached')] : []
}
