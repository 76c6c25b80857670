import type { TicketState } from '../../src/domain/ticket.ts'
import { card, next } from './cards.ts'
import type { LastStep, TicketContext } from './context.ts'
import { answer, final, inform, undoable } from './orders.ts'
import { replaceLast } from './proposal.ts'
import { leads } from './rights.ts'
import { circleRoom, departmentRoom, firstTeam, publicNameOf } from './rooms.ts'
import { startStep } from './steps.ts'
import { roomOf, type Turn, wording } from './turn.ts'

/** A note inside the house. */
export function note(turn: Turn<'staff.noted'>): void {
  undoable(turn, 'noted', [])
  turn.record('noted', { text: turn.event.text })
  answer(turn, 'noted')
}

/** A person calls in the next circle. */
export function escalate(turn: Turn<'staff.escalated'>): void {
  const { context, rules, event } = turn
  // Whoever leads calls in those above him.
  const circle = Math.max(context.circle, leads(event.by) ? 1 : 0)
  const room = circleRoom(rules, circle)
  turn.change({ circle: circle + 1 })
  turn.record('escalated', {
    team: teamWord(room),
    reason: event.reason || wording('ticket.card.noReason'),
  })
  const reason = event.reason || wording('ticket.card.noReason')
  const line = wording('ticket.card.reason', { by: event.by.name, reason })
  inform(turn, room, card(turn, 'escalated', [line]))
  final(turn, 'told')
  answer(turn, 'escalated', { team: teamWord(room) })
}

/** Name, phone and mail in full, to the one who asks and nobody else; recorded. */
export function reveal(turn: Turn<'staff.revealed'>): void {
  const { context, event } = turn
  const { name, phone, email, convenient } = context.complaint.contact
  const own = `staff:${event.by.id}` as const
  turn.record('revealed')
  turn.alert(own, {
    texts: [
      wording('ticket.answer.contact', {
        number: context.number,
        name: name ?? wording('ticket.card.unnamed'),
        phone: phone ?? wording('ticket.card.noPhone'),
        email: email ?? '—',
        convenient: convenient ?? '—',
      }),
    ],
  })
  if (roomOf(event.answerTo) !== own) answer(turn, 'revealed')
}

/** The giver of the last order takes it back: the case stands as before, and the history says so. */
export function undo(turn: Turn<'staff.undid'>): void {
  const { context } = turn
  const last = context.lastStep
  if (!last) return
  turn.change({ ...last.before, lastStep: null })
  // Whom he was told to expect has it no longer.
  if (last.step === 'handedOver') {
    turn.tell({ type: 'ticket.passed on', to: publicNameOf(turn.context, turn.rules) })
  }
  if (last.step === 'proposed' || last.step === 'solved') replaceLast(turn, { state: 'withdrawn' })
  // The step the case goes back to goes on as if nothing had come in between.
  const untaken = turn.to === 'received' || turn.to === 'investigating'
  if (last.from !== last.to || untaken) startStep(turn)
  const step = wording(`ticket.step.${last.step}`)
  turn.record('undone', { step })
  const by = turn.event.by.name
  const words = {
    texts: [wording('ticket.alert.undone', { number: context.number, by, step }), next(turn)],
  }
  for (const room of toldOf(context, turn, last)) inform(turn, room, words)
  answer(turn, 'undone', { step })
}

/** Who had heard of the order that is taken back. */
function toldOf(before: TicketContext, { rules }: Turn, { step }: LastStep) {
  switch (step) {
    case 'handedOver':
      return [departmentRoom(rules, before.department)]
    case 'proposed':
    case 'solved':
      return [circleRoom(rules, 0)]
    case 'taken':
      return [firstTeam(rules)]
    case 'levelled':
      return before.level >= rules.policy.levels.major.value ? [circleRoom(rules, 0)] : []
    default:
      return []
  }
}

/** The states a step can be taken back to from `state`. */
export const undoneTo: Partial<Record<TicketState, readonly TicketState[]>> = {
  investigating: ['received'],
  'at department': ['investigating'],
  proposing: ['at department'],
  'awaiting approval': ['investigating', 'at department', 'proposing'],
}

function teamWord(room: string) {
  return wording(`team.${room.slice('team:'.length)}`)
}
