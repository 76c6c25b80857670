import type { Value } from '../../src/domain/wording.ts'
import { masked, ruleName, short } from './card-words.ts'
import { card } from './cards.ts'
import type { TicketContext, TicketRules } from './context.ts'
import { raiseLevel } from './levels.ts'
import { answer, final } from './orders.ts'
import { answerDay, promise } from './promise.ts'
import { circleRoom, leadersRoom, ownerRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** Back to investigating with the same owner and a new promised day; `by` levels higher where a rule says so. */
export function reopen(turn: Turn, why: { by: number; rule: string; why: Value }): void {
  const { rules } = turn
  turn.change({
    reopenings: turn.context.reopenings + 1,
    closedAt: null,
    handler: null,
    lastStep: null,
  })
  turn.record('reopened', {
    times: turn.context.reopenings,
    why: why.why,
    rule: ruleName(why.rule),
  })
  if (why.by > 0) raiseLevel(turn, why.by, why.rule, { shown: true })
  promise(turn, answerDay(turn))
  turn.tell({ type: 'ticket.reopened', promisedAt: turn.context.promisedAt ?? turn.now })
  const shown = card(turn, 'reopened', [
    wording('ticket.card.reopened', { times: turn.context.reopenings, why: why.why }),
  ])
  const rooms = new Set([ownerRoom(turn.context, rules), circleRoom(rules, 0)])
  // The last reopening the policy allows: whoever may give the final answer is told in time.
  if (mayEnd(turn.context, rules)) rooms.add(leadersRoom(rules))
  for (const room of rooms) turn.alert(room, shown)
}

/** Whether low scores have reopened the case as often as the policy allows, so that a manager may end it. */
export function mayEnd({ lowScores }: TicketContext, { policy }: TicketRules): boolean {
  return lowScores >= policy.survey.reopenings.value
}

/** A word of the customer on an ended case. */
export function reopenByWord(
  turn: Turn<
    | 'customer.added'
    | 'customer.urged'
    | 'customer.objected'
    | 'customer.replied'
    | 'customer.asked for a person'
    | 'customer.asked for another'
    | 'customer.declined'
  >,
): void {
  const { event, rules } = turn
  if (event.type === 'customer.added' || event.type === 'customer.replied') {
    const { text, files } = event
    turn.record('added', { text: masked(text), files: files.length }, { files })
  }
  reopen(turn, { by: 0, rule: rules.policy.deadlines.reopen.rule, why: said(turn) })
}

/** A person reopens it. */
export function reopenByPerson(turn: Turn<'staff.reopened'>): void {
  reopen(turn, { by: 0, rule: 'person', why: turn.event.reason })
  final(turn, 'seen')
  answer(turn, 'reopened')
}

/** The customer objects to a refusal: a supervisor looks at it anew. */
export function review(turn: Turn): void {
  turn.change({
    review: 'asked',
    closedAt: null,
    verdict: null,
    lastStep: null,
    reopenings: turn.context.reopenings + 1,
  })
  recordObjection(turn)
  promise(turn, answerDay(turn))
  turn.tell({ type: 'ticket.reopened', promisedAt: turn.context.promisedAt ?? turn.now })
  const { context, rules } = turn
  const text = said(turn)
  turn.alert(
    circleRoom(rules, 0),
    card(turn, 'review', [wording('ticket.card.objected', { text })]),
  )
  turn.alert(ownerRoom(context, rules), {
    texts: [wording('ticket.alert.review', { number: context.number, text })],
  })
}

/** The customer objects once more after the review: a manager has the last word. */
export function objectAgain(turn: Turn): void {
  turn.change({ closedAt: null, lastStep: null })
  recordObjection(turn)
  promise(turn, answerDay(turn))
  turn.tell({ type: 'ticket.reopened', promisedAt: turn.context.promisedAt ?? turn.now })
  const line = wording('ticket.card.objected', { text: said(turn) })
  turn.alert(leadersRoom(turn.rules), card(turn, 'final', [line]))
}

function recordObjection(turn: Turn): void {
  const { event } = turn
  const text = 'text' in event ? masked(event.text) : said(turn)
  const files = 'files' in event && event.files ? event.files : []
  turn.record('objected', { text }, { files })
}

/** What the customer said with the event, short and masked. */
export function said({ event }: Turn): Value {
  const words = wordsIn(event)
  return words.trim() ? short(words) : wording('ticket.card.noWords')
}

function wordsIn(event: Turn['event']): string {
  if (event.type === 'customer.confirmed') return event.complaint.story
  if ('text' in event) return event.text
  return 'reason' in event && event.reason ? event.reason : ''
}
