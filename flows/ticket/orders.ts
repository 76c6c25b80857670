import { endedStates } from '../../src/domain/ticket.ts'
import type { Order } from '../../src/domain/ticket-events.ts'
import { next } from './cards.ts'
import type { Happening, LastStep, TicketContext } from './context.ts'
import { type Card, roomOf, type StaffRoom, type Turn, type Values, wording } from './turn.ts'

export type OrderType = Extract<Happening, Order>['type']
export type OrderTurn = Turn<OrderType>

/** Answers after which somebody else has the next step, whom a card of his own tells. */
const othersAreNext: readonly string[] = [
  'handedOver',
  'disowned',
  'proposed',
  'approved',
  'approvedCall',
  'rejected',
  'carriedOut',
  'carriedOutCall',
  'escalated',
]

/** Answers an order that was carried out, `ticket.answer.<key>`, and names what comes next. */
export function answer(turn: OrderTurn, key: string, values?: Values): void {
  const { context, event } = turn
  turn.alert(roomOf(event.answerTo), {
    texts: [
      wording(`ticket.answer.${key}`, { number: context.number, by: event.by.name, ...values }),
      ...(endedStates.includes(turn.to) || othersAreNext.includes(key) ? [] : [next(turn)]),
    ],
  })
}

/** The wording of what the customer hears by phone instead, where he has no chat. */
export function byPhone({ context }: OrderTurn, key: string): string {
  return context.complaint.logged ? `${key}Call` : key
}

/** Tells a room what an order brought about, unless the order's answer stands there already. */
export function inform(turn: OrderTurn, room: StaffRoom, words: Card): void {
  if (room !== roomOf(turn.event.answerTo) && room !== `staff:${turn.event.by.id}`) {
    turn.alert(room, words)
  }
}

/** Notes what an order changes, so that its giver can take it back. */
export function undoable(
  turn: OrderTurn,
  step: string,
  fields: readonly (keyof TicketContext)[],
): void {
  const { event, state, to } = turn
  const before: Partial<TicketContext> = Object.fromEntries(
    [...fields, 'stepSince' as const].map((field) => [field, turn.before[field]]),
  )
  turn.change({ lastStep: { by: event.by.id, step, from: state, to, before } })
}

/** What stays of an order that cannot be taken back: `seen` by the customer, or `told` to colleagues. */
export function final(turn: OrderTurn, why: NonNullable<LastStep['why']>): void {
  const { event, state, to } = turn
  turn.change({ lastStep: { by: event.by.id, step: event.type, from: state, to, why } })
}
