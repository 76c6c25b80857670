import { unseenAlert } from '../../src/domain/effect.ts'
import { card } from './cards.ts'
import { circleRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'
import { untilSeen } from './until-seen.ts'
import { callNext } from './voice.ts'

/** Somebody has seen the alert: from now on the deadlines alone count. */
export function noteSeen(turn: Turn<'alert.seen'>): void {
  turn.cancel(unseenAlert)
}

/** Nobody has looked at the alert: the next circle is alerted at once. */
export function callUnseen(turn: Turn<'alert.unseen'>): void {
  const { context, event, rules } = turn
  turn.record('unseen', {}, { by: 'system' })
  const line = wording('ticket.alert.unseen', { number: context.number })
  if (context.unanswered === 'call') return callNext(turn, [line])
  turn.alert(circleRoom(rules, event.circle), {
    ...card(turn, context.complaint.danger ? 'danger' : 'new', [line]),
    ...untilSeen(turn, event.circle + 1),
  })
}
