import { addSpan } from '../../src/domain/calendar.ts'
import { may } from '../../src/domain/person.ts'
import { type Complaint, endedStates } from '../../src/domain/ticket.ts'
import type { TicketContext } from './context.ts'
import { askerOf } from './listeners.ts'
import { answer, final } from './orders.ts'
import { type Asking, type Refusal, reasonFor, refused } from './rights.ts'
import type { Turn } from './turn.ts'

/**
 * The customer has had his data erased. What the law wants kept of the trade and its handling (E-commerce law art. 31) is
 * put under lock, where no card, list, search or report reads it (PIPL art. 47), until its term is over.
 */
export function hearErasure(turn: Turn<'customer.erased'>): void {
  const { context, event } = turn
  const asker = askerOf(event)
  if (asker !== undefined && asker !== context.conversation) {
    turn.change({ followers: (context.followers ?? []).filter((one) => one !== asker) })
    return
  }
  if (context.restricted || context.anonymous) return
  const held = context.frozen || !endedStates.includes(turn.to)
  if (held) turn.change({ erasureWished: true })
  else restrict(turn)
}

/** The case has ended, or is free again: what the customer had wished happens now. */
export function restrictIfWished(turn: Turn): void {
  const { erasureWished, frozen } = turn.context
  if (erasureWished && !frozen) restrict(turn)
}

function restrict(turn: Turn): void {
  const { complaint, verdict, proposals, approvals, surveys, closedAt } = turn.context
  const { calendar, policy } = turn.rules
  const until = addSpan(calendar, closedAt ?? turn.now, policy.privacy.kept.within)
  turn.change({
    ...withoutWords(turn.context),
    locked: { complaint, verdict, proposals, approvals, surveys },
    restricted: { since: turn.now, until },
    erasureWished: false,
    // Nothing opens it any more: neither its code nor a late word.
    secret: '',
    followers: [],
    endedFrom: null,
    lastStep: null,
    nextPromise: null,
  })
  turn.cancel('silence', 'unseen', 'human silence', 'deadline', 'deadline near')
  turn.forgetTraces()
  turn.record('restricted', { date: { date: until } }, { by: 'system' })
  if (until <= turn.now) anonymise(turn)
  else turn.wake('term', until, 'term.over')
}

/** The term is over: nothing is left that tells who it was, and the counts stay. A freeze holds it. */
export function endTerm(turn: Turn<'term.over'>): void {
  if (!turn.context.frozen) anonymise(turn)
}

function anonymise(turn: Turn): void {
  turn.change({ locked: null, restricted: null, anonymous: true, conversation: 'conversation:' })
  turn.erase()
  turn.record('anonymised', { rule: turn.rules.policy.privacy.kept.rule }, { by: 'system' })
}

/** What a report counts stays where it is; what somebody wrote, or tells who it was, goes. */
function withoutWords(context: TicketContext): Partial<TicketContext> {
  const { verdict, proposals, approvals, surveys } = context
  return {
    complaint: bare(context.complaint),
    verdict: verdict && { ...verdict, reason: '' },
    proposals: proposals.map(({ reason: _reason, ...proposal }) => ({
      ...proposal,
      options: proposal.options.map((option) => ({ ...option, text: '' })),
    })),
    approvals: approvals.map(({ reason: _reason, ...approval }) => approval),
    surveys: surveys.map(({ words: _words, ...survey }) => survey),
  }
}

function bare(complaint: Complaint): Complaint {
  const { locale, category, level, hurt, since } = complaint
  return {
    customer: 'customer:',
    locale,
    category,
    categoryBecause: { rule: complaint.categoryBecause.rule },
    level,
    levelBecause: { rule: complaint.levelBecause.rule },
    story: '',
    facts: {},
    contact: {},
    files: [],
    hurt,
    since,
  }
}

/** A court, an authority or a dispute needs what is there: nothing of it is erased until the freeze is taken off. */
export function freeze(turn: Turn<'staff.froze'>): void {
  const { by, reason } = turn.event
  turn.change({ frozen: { by: by.id, at: turn.now, reason } })
  turn.record('frozen', { reason })
  turn.tell({ type: 'ticket.frozen', frozen: true })
  final(turn, 'told')
  answer(turn, 'frozen', { reason })
}

/** The freeze is taken off, and what it held back happens. */
export function thaw(turn: Turn<'staff.thawed'>): void {
  const { reason } = turn.event
  turn.change({ frozen: null })
  turn.record('thawed', { reason })
  turn.tell({ type: 'ticket.frozen', frozen: false })
  answer(turn, 'thawed', { reason })
  const { restricted } = turn.context
  if (endedStates.includes(turn.to)) restrictIfWished(turn)
  if (restricted && restricted.until <= turn.now) anonymise(turn)
  final(turn, 'told')
}

export function mayFreeze(asking: Asking<'staff.froze' | 'staff.thawed'>): Refusal {
  const { context, event } = asking
  if (!may(event.by, 'supervisor', 'manager')) return refused(context, 'freezers')
  const freezes = event.type === 'staff.froze'
  if (freezes === Boolean(context.frozen)) {
    return refused(context, freezes ? 'frozenAlready' : 'notFrozen')
  }
  return reasonFor(asking, event.reason)
}

/** What was erased on the customer's word is worked on by nobody; only a freeze can still hold what is left. */
export function isLocked({ context, event }: Pick<Asking, 'context' | 'event'>): Refusal {
  if (event.type === 'staff.froze' || event.type === 'staff.thawed') return undefined
  return context.restricted || context.anonymous ? refused(context, 'restricted') : undefined
}
