import { addSpan } from '../../src/domain/calendar.ts'
import { short, stateName } from './card-words.ts'
import type { TicketContext, TicketRules } from './context.ts'
import { restrictIfWished } from './privacy.ts'
import { circleRoom, ownerRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** Ends the case, and remembers where, so that a later word can reopen it there. */
export function end(
  turn: Turn,
  as: 'closed' | 'no answer' | 'withdrawn' | 'not agreed',
  more: { thanks?: boolean; tell?: boolean } = {},
): void {
  turn.change({ closedAt: turn.now, endedFrom: turn.state, nextPromise: null })
  turn.record('ended', { state: stateName(as) }, { by: 'system' })
  if (more.tell !== false) turn.tell({ type: 'ticket.closed', as, thanks: more.thanks ?? false })
  restrictIfWished(turn)
}

/** Whether a word of the customer can still reopen the ended case. */
export function canReopen(context: TicketContext, rules: TicketRules, now: number): boolean {
  const { closedAt, restricted, anonymous } = context
  if (closedAt === null || restricted || anonymous) return false
  return now < addSpan(rules.calendar, closedAt, rules.policy.deadlines.reopen.within)
}

/** All reminders were in vain: ended, never counted as satisfied. */
export function endUnanswered(turn: Turn<'customer.silent'>): void {
  const { context, rules, state } = turn
  if (state === 'follow-up') {
    turn.change({ surveys: [...context.surveys, { at: turn.now, answered: false }] })
  }
  end(turn, 'no answer')
  turn.alert(ownerRoom(context, rules), {
    texts: [wording('ticket.alert.noAnswer', { number: context.number, state: stateName(state) })],
  })
}

/** The customer answered a refusal but did not object: it ends without agreement. */
export function endNotAgreed(turn: Turn<'customer.silent'>): void {
  end(turn, 'not agreed')
}

/** The customer takes the complaint back. */
export function withdraw(turn: Turn<'customer.withdrew'>): void {
  const { context, rules, event } = turn
  const reason = event.reason?.trim() ? short(event.reason) : wording('ticket.card.noReason')
  turn.record('withdrawn', { reason })
  end(turn, 'withdrawn')
  const texts = [wording('ticket.alert.withdrawn', { number: context.number, reason })]
  turn.alert(ownerRoom(context, rules), { texts })
  if (context.level >= rules.policy.levels.major.value) turn.alert(circleRoom(rules, 0), { texts })
}
