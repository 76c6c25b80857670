import { isVoice } from '../../src/domain/message.ts'
import { masked, short, stateName } from './card-words.ts'
import { card, next } from './cards.ts'
import { answering } from './next.ts'
import { said as decided } from './reopening.ts'
import { circleRoom, ownerRoom } from './rooms.ts'
import { said } from './said.ts'
import { type Turn, wording } from './turn.ts'

type Words =
  | 'customer.confirmed'
  | 'customer.added'
  | 'customer.urged'
  | 'customer.objected'
  | 'customer.replied'
  | 'customer.asked for a person'
  | 'customer.asked for another'
  | 'customer.accepted'
  | 'customer.declined'
  | 'customer.scored'
  | 'customer.withdrew'
  | 'customer.not received'

/** More facts or photos: kept, shown to whoever has the case, acknowledged. */
export function add(turn: Turn<'customer.added'>): void {
  const { text, files } = turn.event
  turn.change({ spoke: true })
  turn.record('added', { text: masked(text), files: files.length }, { files })
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [
      wording('ticket.alert.added', { number: turn.context.number, text: said(text, files) }),
      next(turn),
    ],
    ...(files.length ? { files } : {}),
  })
  // Who sends a voice message has heard at once that it arrived, and who will listen.
  if (text || !files.some(isVoice)) turn.tell({ type: 'ticket.noted', what: 'added' })
}

/** "What went wrong" after a low score, or any other objection to a case that is open. */
export function addObjection(turn: Turn<'customer.objected'>): void {
  const { text } = turn.event
  turn.change({ spoke: true })
  turn.record('objected', { text: masked(text) })
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [
      wording('ticket.alert.objected', { number: turn.context.number, text: short(text) }),
      next(turn),
    ],
  })
}

/** Urged: whoever has the case hears it; from so many times on as the policy says the supervisors too. */
export function urge(turn: Turn<'customer.urged'>): void {
  const { context, rules } = turn
  const urged = context.urged + 1
  turn.change({ urged, spoke: true })
  turn.record('urged', { times: urged })
  const words = {
    texts: [
      wording('ticket.alert.urged', {
        number: context.number,
        times: urged,
        state: stateName(turn.state),
        due: context.dueAt === null ? '' : { time: context.dueAt },
      }),
      next(turn),
    ],
  }
  turn.alert(ownerRoom(context, rules), words)
  if (urged >= rules.policy.urging.supervisor.value) turn.alert(circleRoom(rules, 0), words)
  turn.tell({ type: 'ticket.noted', what: 'urged' })
}

/** How far it is: stage and promised day, nothing else. */
export function tellProgress(turn: Turn<'customer.asked progress'>): void {
  const promisedAt = answering.includes(turn.state) ? turn.context.promisedAt : null
  turn.tell({ type: 'ticket.stood', state: turn.state, promisedAt })
}

/** Too late, or about something that is no longer asked: kept, and said plainly. */
export function notPossible(turn: Turn<Words>): void {
  turn.record('tooLate', { text: decided(turn), state: stateName(turn.state) })
  turn.tell({ type: 'ticket.noted', what: 'not possible' })
}

/** A decision or score nothing waits for any more, in an open case: kept for whoever has it. */
export function keepLateDecision(
  turn: Turn<'customer.accepted' | 'customer.declined' | 'customer.scored'>,
): void {
  turn.record('tooLate', { text: decided(turn), state: stateName(turn.state) })
  turn.tell({ type: 'ticket.noted', what: 'not possible' })
}

/** The conversation could not be stepped or reached: somebody has to look. */
export function fail(turn: Turn<'desk.failed'>): void {
  const { text } = turn.event
  turn.record('failed', { text })
  const shown = card(turn, 'failed', [wording('ticket.card.failed', { text })])
  for (const room of new Set([ownerRoom(turn.context, turn.rules), circleRoom(turn.rules, 0)])) {
    turn.alert(room, shown)
  }
}
