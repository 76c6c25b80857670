import { masked, short } from './card-words.ts'
import { card, next } from './cards.ts'
import { ownerRoom, workersRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** What was said to be done has not reached the customer: that step begins again, with his words and its own deadline. */
export function carryOutAgain(turn: Turn<'customer.not received'>): void {
  const { rules } = turn
  turn.change({ spoke: true, closedAt: null, endedFrom: null, lastStep: null })
  turn.record('notReceived', { text: said(turn, masked) })
  const shown = card(turn, 'notReceived', [
    wording('ticket.card.notReceived', { text: said(turn, short) }),
  ])
  const rooms = new Set([ownerRoom(turn.context, rules), workersRoom(turn.context, rules)])
  for (const room of rooms) turn.alert(room, shown)
  turn.tell({ type: 'ticket.noted', what: 'not received' })
}

/** The same where nothing is said to be done yet, or not any more: kept for whoever has the case. */
export function hearNotReceived(turn: Turn<'customer.not received'>): void {
  const text = said(turn, short)
  turn.change({ spoke: true })
  turn.record('notReceived', { text: said(turn, masked) })
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [wording('ticket.alert.notReceived', { number: turn.context.number, text }), next(turn)],
  })
  turn.tell({ type: 'ticket.noted', what: 'added' })
}

function said({ event }: Turn<'customer.not received'>, shown: (words: string) => string) {
  return event.text.trim() ? shown(event.text) : wording('ticket.card.noWords')
}
