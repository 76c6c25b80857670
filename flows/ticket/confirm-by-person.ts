import type { OrderTurn } from './orders.ts'

/** A person who judges what the case is, or how grave, answers for it: it need not wait for the customer's yes. */
export function confirmByPerson(turn: OrderTurn): void {
  if (!turn.context.unconfirmed) return
  turn.change({ unconfirmed: false })
  turn.record('confirmedByPerson')
}
