import { approvalLimit, mayApprove } from '../../src/domain/approval.ts'
import { roles } from '../../src/domain/person.ts'
import type { Approval, Option, Proposal } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { wordsAfter } from './card-words.ts'
import { card } from './cards.ts'
import { confirmByPerson } from './confirm-by-person.ts'
import type { EventOf, TicketContext, TicketRules } from './context.ts'
import { answer, byPhone, final, inform, type OrderTurn, undoable } from './orders.ts'
import { colleague } from './people.ts'
import { circleRoom, departmentOfTeam, leadersRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** Puts a proposal before those who may approve it. */
export function propose(turn: Turn<'staff.proposed'>): void {
  undoable(turn, 'proposed', [])
  put(turn, turn.event.options)
  answerProposal(turn)
}

/** The short way of small cases: verdict, own team and proposal in one. Approval and the customer's yes remain. */
export function solve(turn: Turn<'staff.solved'>): void {
  const { by, reason, options } = turn.event
  undoable(turn, 'solved', ['verdict', 'department', 'handler', 'unconfirmed'])
  turn.change({
    verdict: { verdict: 'founded', reason, by: by.id, at: turn.now },
    department: departmentOfTeam(turn.rules, by.team) ?? turn.context.department,
    handler: colleague(by),
  })
  turn.record('judged', { verdict: wording('verdict.founded'), reason })
  confirmByPerson(turn)
  put(turn, options)
  answerProposal(turn)
}

/** Signed by somebody whose limit covers it: the customer is asked. */
export function approve(turn: Turn<'staff.approved'>): void {
  const { by } = turn.event
  const proposal = lastProposal(turn.context)!
  const total = totalOf(turn.context, proposal.options)
  const self = by.id === proposal.by
  signed(turn, { decision: 'approved', total, self })
  replaceLast(turn, { state: 'offered' })
  turn.change({ answeredAt: turn.context.answeredAt ?? turn.now })
  turn.record(self ? 'approvedOwn' : 'approved', {
    proposal: proposal.n,
    total: { money: total },
    rule: turn.rules.policy.approval.selfUpTo.rule,
  })
  turn.tell({
    type: 'ticket.proposed',
    proposal: proposal.n,
    options: proposal.options,
    approvedBy: by.id,
  })
  inform(turn, `staff:${proposal.by}`, {
    texts: [
      wording(`ticket.alert.${byPhone(turn, 'approved')}`, {
        number: turn.context.number,
        by: by.name,
      }),
    ],
  })
  final(turn, 'seen')
  answer(turn, byPhone(turn, 'approved'))
}

/** Not signed: back to proposing, and the author hears why. */
export function reject(turn: Turn<'staff.rejected'>): void {
  const { by, reason } = turn.event
  const proposal = lastProposal(turn.context)!
  const total = totalOf(turn.context, proposal.options)
  signed(turn, { decision: 'rejected', total, self: false, reason })
  replaceLast(turn, { state: 'rejected', reason })
  turn.record('rejected', { proposal: proposal.n, reason })
  inform(
    turn,
    `staff:${proposal.by}`,
    card(turn, 'rejected', [wording('ticket.card.reason', { by: by.name, reason })]),
  )
  final(turn, 'told')
  answer(turn, 'rejected')
}

export function lastProposal({ proposals }: TicketContext): Proposal | undefined {
  return proposals.at(-1)
}

/** All the customer would get on this case: what was accepted before, and the dearest option (分). */
function totalOf({ granted }: TicketContext, options: readonly Option[]): number {
  return granted + Math.max(0, ...options.map(({ amount }) => amount))
}

export function replaceLast(turn: Turn, part: Partial<Proposal>): void {
  const { proposals } = turn.context
  const last = proposals.at(-1)
  if (last) turn.change({ proposals: [...proposals.slice(0, -1), { ...last, ...part }] })
}

/** Why somebody may not sign the proposal that waits; undefined: he may. */
export function approvalRefusal(
  context: TicketContext,
  event: EventOf<'staff.approved'>,
  rules: TicketRules,
): Wording | undefined {
  const proposal = lastProposal(context)
  if (!proposal) return undefined
  const total = totalOf(context, proposal.options)
  const { approval } = rules.policy
  const answer = mayApprove({ approval, who: event.by, author: proposal.by, total })
  if (answer.ok) return undefined
  return wording(`ticket.refusal.approve.${answer.why}`, {
    number: context.number,
    total: { money: total },
    limit: { money: answer.limit },
    who: { list: whoCan(rules, total) },
  })
}

function whoCan({ policy }: TicketRules, total: number): Wording[] {
  return roles
    .filter((role) => (approvalLimit(policy.approval, [role]) ?? -1) >= total)
    .map((role) => wording(`role.${role}`))
}

function put(turn: Turn<'staff.proposed' | 'staff.solved'>, options: readonly Option[]): void {
  const { context, rules, now, event } = turn
  const n = context.proposals.length + 1
  const proposal: Proposal = { n, by: event.by.id, at: now, options, state: 'waiting' }
  turn.change({ proposals: [...context.proposals, proposal] })
  const total = totalOf(context, options)
  const lines = options.map(optionLine)
  turn.record('proposed', { proposal: n, options: { lines }, total: { money: total } })
  const shown = approvalCard(turn, lines, total)
  turn.alert(circleRoom(rules, 0), shown)
  // Where the first circle's limit is too low the case is shown to those who can sign it.
  const supervisors = approvalLimit(rules.policy.approval, ['approver', 'supervisor']) ?? 0
  if (total > supervisors && leadersRoom(rules) !== circleRoom(rules, 0)) {
    turn.alert(leadersRoom(rules), shown)
  }
}

function approvalCard(turn: OrderTurn, lines: readonly Wording[], total: number) {
  const selfUpTo = turn.rules.policy.approval.selfUpTo.value
  const own = selfUpTo > 0 && total <= selfUpTo
  const sum =
    total > 0
      ? wording('ticket.card.total', { total: { money: total } })
      : wording('ticket.card.totalFree')
  return card(turn, 'approval', [
    wording(own ? 'ticket.card.proposedOwn' : 'ticket.card.proposed', {
      by: turn.event.by.name,
      total: sum,
      options: { lines },
      who: { list: whoCan(turn.rules, total) },
      upTo: { money: selfUpTo },
    }),
  ])
}

/** One option on a line for staff: the remedy, what it is worth, the words. */
export function optionLine(option: Option, n: number): Wording {
  const { remedy, amount, text } = option
  return wording(amount > 0 ? 'ticket.card.option' : 'ticket.card.optionFree', {
    n: n + 1,
    remedy: wording(`remedy.${remedy}`),
    amount: { money: amount },
    words: wordsAfter(text),
  })
}

function answerProposal(turn: Turn<'staff.proposed' | 'staff.solved'>): void {
  const { by, options } = turn.event
  const { approval } = turn.rules.policy
  const total = totalOf(turn.context, options)
  const own = mayApprove({ approval, who: by, author: by.id, total }).ok
  answer(turn, own ? 'proposedOwn' : 'proposed', { who: { list: whoCan(turn.rules, total) } })
}

function signed(
  turn: Turn<'staff.approved' | 'staff.rejected'>,
  sign: Pick<Approval, 'decision' | 'total' | 'self' | 'reason'>,
): void {
  const { approvals, proposals } = turn.context
  const entry = { proposal: proposals.length, by: turn.event.by.id, at: turn.now, ...sign }
  turn.change({ approvals: [...approvals, entry] })
}
