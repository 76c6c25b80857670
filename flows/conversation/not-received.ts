import { currentTicket } from './context.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import type { Talk, Turn } from './turn.ts'

/** "It has not come": the ticket takes that step up again, and its own answer says so. */
export function reportMissing({ context, event }: Talk<Heard>): Turn {
  const words = event.type === 'customer.said' ? event.text : ''
  const ticket =
    event.type === 'customer.pressed'
      ? context.tickets.find(({ number }) => event.button === `missing:${number}`)
      : currentTicket(context)
  return ticket
    ? { effects: [tell(ticket.ticket, { type: 'customer.not received', text: words })] }
    : {}
}
