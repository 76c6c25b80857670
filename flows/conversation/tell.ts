import type { TicketId } from '../../src/domain/actor.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { ToTicket } from '../../src/domain/ticket-events.ts'

/** An event for a ticket. */
export function tell(ticket: TicketId, event: ToTicket): Effect {
  return { type: 'tell', actor: ticket, event }
}
