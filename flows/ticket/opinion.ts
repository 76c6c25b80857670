import type { ConversationId } from '../../src/domain/actor.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { ownerName, short, wordsAfter } from './card-words.ts'
import { card, choicesOf, next } from './cards.ts'
import { answer, final } from './orders.ts'
import { answerDay, promise } from './promise.ts'
import { lastProposal, optionLine, replaceLast } from './proposal.ts'
import { circleRoom, ownerRoom, workersRoom } from './rooms.ts'
import { awaitCustomer, setOwner } from './steps.ts'
import { type Turn, wording } from './turn.ts'

/** The customer agrees: whoever carries it out gets a work order. */
export function accept(turn: Turn<'customer.accepted'>): void {
  accepted(turn, turn.event.option)
}

/** The customer does not agree: whoever proposed hears why, and a new answer is promised. */
export function decline(turn: Turn<'customer.declined'>): void {
  declined(turn, turn.event.reason)
}

/** The customer wants somebody else: the supervisors give the case to another. */
export function another(turn: Turn<'customer.asked for another'>): void {
  const { context, event } = turn
  const { reason } = event
  const former = context.owner
  if (turn.state === 'awaiting customer') replaceLast(turn, { state: 'declined', reason })
  setOwner(turn, null)
  turn.change({
    handler: null,
    formerOwners: former ? [...context.formerOwners, former.id] : context.formerOwners,
    lastStep: null,
  })
  turn.record('askedForAnother', {
    reason: reason.trim() ? reason : wording('ticket.card.noReason'),
    owner: ownerName(context),
  })
  if (turn.state !== turn.to) promise(turn, answerDay(turn))
  turn.alert(
    circleRoom(turn.rules, 0),
    card(turn, 'another', [
      wording('ticket.card.another', {
        owner: ownerName(context),
        reason: reason.trim() ? short(reason) : wording('ticket.card.noReason'),
      }),
    ]),
  )
}

/** The decision as staff heard it on the phone, recorded as entered by them. */
export function enterAccepted(turn: Turn<'staff.entered'>): void {
  accepted(turn, chosenOption(turn))
  closeQuestion(turn, 'accept')
}

export function enterDeclined(turn: Turn<'staff.entered'>): void {
  declined(turn, turn.event.text)
  closeQuestion(turn, 'decline')
}

/** Reminds a customer who has not decided. */
export function remindOpinion(turn: Turn<'customer.silent'>): void {
  const proposal = lastProposal(turn.context)!
  const reminder = turn.context.silences + 1
  turn.change({ silences: reminder })
  turn.record('opinionReminded', { times: reminder })
  putAgain(turn, proposal, reminder)
  awaitCustomer(turn, turn.rules.policy.deadlines.opinion.within)
}

/** Reminders were in vain: staff call, with the words to say. */
export function askToCall(turn: Turn<'customer.silent'>): void {
  const { context, rules } = turn
  const options = lastProposal(context)!.options.map(optionLine)
  turn.change({ silences: context.silences + 1 })
  turn.record('phoneTask')
  awaitCustomer(turn, rules.policy.deadlines.opinion.within)
  turn.alert(ownerRoom(context, rules), {
    texts: [
      wording('ticket.phone.title', { number: context.number }),
      wording('ticket.phone.say', { number: context.number, options: { lines: options } }),
      wording('ticket.phone.then', {
        number: context.number,
        due: { time: turn.context.dueAt ?? turn.now },
      }),
    ],
    choices: choicesOf(turn),
  })
}

/** A word after "no answer": the same proposal is put once more. */
export function putProposalAgain(turn: Turn): void {
  putAgain(turn, lastProposal(turn.context)!, turn.rules.policy.opinion.reminders.value + 1)
}

/** The proposal that waits for an answer, for a conversation that has come to follow. */
export function putProposalTo(turn: Turn, follower: ConversationId): void {
  turn.tell(proposed(turn, lastProposal(turn.context)!), follower)
}

function putAgain(
  turn: Turn,
  proposal: NonNullable<ReturnType<typeof lastProposal>>,
  reminder?: number,
): void {
  turn.tell({ ...proposed(turn, proposal), ...(reminder === undefined ? {} : { reminder }) })
}

function proposed({ context }: Turn, { n, options }: NonNullable<ReturnType<typeof lastProposal>>) {
  const signed = context.approvals.find((a) => a.proposal === n && a.decision === 'approved')
  const approvedBy = signed?.by ?? ''
  return { type: 'ticket.proposed', proposal: n, options, approvedBy } as const
}

function accepted(turn: Turn, chosen: number): void {
  const { context, rules } = turn
  const proposal = lastProposal(context)!
  const option = proposal.options[chosen]!
  replaceLast(turn, { state: 'accepted', chosen })
  turn.change({ granted: context.granted + option.amount, closedAt: null, lastStep: null })
  const line = optionLine(option, chosen)
  turn.record('accepted', { proposal: proposal.n, option: line })
  const order = card(turn, 'work', [wording('ticket.card.work', { option: line })])
  turn.alert(workersRoom(turn.context, rules), order)
  alsoOwner(turn, wording('ticket.alert.accepted', { number: context.number, option: line }))
}

function declined(turn: Turn, reason: string): void {
  const proposal = lastProposal(turn.context)!
  const why = reason.trim() ? short(reason) : wording('ticket.card.noReason')
  replaceLast(turn, { state: 'declined', reason })
  turn.change({ closedAt: null, lastStep: null })
  turn.record('declined', { proposal: proposal.n, reason: reason.trim() ? reason : why })
  promise(turn, answerDay(turn))
  const line = wording('ticket.card.declined', { reason: why })
  turn.alert(workersRoom(turn.context, turn.rules), card(turn, 'declined', [line]))
  alsoOwner(turn, wording('ticket.alert.declined', { number: turn.context.number, reason: why }))
}

/** The owner hears of it too where somebody else has the next step. */
function alsoOwner(turn: Turn, line: Wording): void {
  const { context, event, rules } = turn
  const owner = ownerRoom(context, rules)
  const gaveIt = 'by' in event && event.by.id === context.owner?.id
  if (gaveIt || owner === workersRoom(context, rules)) return
  turn.alert(owner, { texts: [line, next(turn)] })
}

/** The option a phone note names by its number; the only one where there is but one. */
export function optionNamed(text: string, count: number): number | undefined {
  const digit = /^\s*([1-9])/.exec(text)?.[1]
  if (digit === undefined) return count === 1 ? 0 : undefined
  return Number(digit) <= count ? Number(digit) - 1 : undefined
}

function chosenOption(turn: Turn<'staff.entered'>): number {
  return optionNamed(turn.event.text, lastProposal(turn.context)!.options.length) ?? 0
}

function closeQuestion(turn: Turn<'staff.entered'>, decision: 'accept' | 'decline'): void {
  turn.record('entered', {
    decision: wording(`ticket.decision.${decision}`),
    words: wordsAfter(turn.event.text),
  })
  turn.tell({ type: 'ticket.stopped asking' })
  final(turn, 'told')
  answer(turn, 'entered', { decision: wording(`ticket.decision.${decision}`) })
}
