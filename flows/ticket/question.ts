import { addSpan } from '../../src/domain/calendar.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { masked, short } from './card-words.ts'
import { choicesOf, next } from './cards.ts'
import { add } from './customer.ts'
import { answering } from './next.ts'
import { answer, byPhone, final } from './orders.ts'
import { colleague } from './people.ts'
import { callFor } from './reach.ts'
import { type Asking, mayHandle, type Refusal, refused } from './rights.ts'
import { circleRoom, ownerRoom, workersRoom } from './rooms.ts'
import { said } from './said.ts'
import type { Turn } from './turn.ts'
import { wording } from './turn.ts'

/** Whoever works on the case, while no other question waits. */
export function mayAsk(asking: Asking<'staff.asked'>): Refusal {
  const { context } = asking
  const cannot = mayHandle(asking)
  if (cannot || !context.question) return cannot
  return refused(context, 'questionOpen', { text: short(context.question.text) })
}

/** His answer, heard on the phone, where a question waits for one. */
export function mayHear(asking: Asking<'staff.heard'>): Refusal {
  return (
    mayHandle(asking) ??
    (asking.context.question ? undefined : refused(asking.context, 'noQuestion'))
  )
}

/** The customer is asked; the case goes on, and a moment stands at which he is reminded. */
export function ask(turn: Turn<'staff.asked'>): void {
  const { by, text } = turn.event
  const n = (turn.context.asked ?? 0) + 1
  turn.change({
    asked: n,
    question: { n, text, by: colleague(by), at: turn.now, reminded: false },
  })
  turn.record('asked', { text })
  put(turn)
  final(turn, 'seen')
  answer(turn, byPhone(turn, 'asked'))
}

/** What he answers goes to whoever asked and whoever has the case; to a question nobody asks any more it is an addition. */
export function hearAnswer(turn: Turn<'customer.answered'>): void {
  const { question, text, files } = turn.event
  const waits = turn.context.question
  if (waits?.n !== question) {
    return add({ ...turn, event: { ...turn.event, type: 'customer.added' } } as never)
  }
  turn.change({ spoke: true })
  const words = text ? masked(text) : wording('ticket.card.doesNotKnow')
  turn.record('questionAnswered', { question: waits.text, text: words }, { files })
  tellAnswer(turn, text || files.length ? said(text, files) : words, files)
  close(turn)
  turn.tell({ type: 'ticket.noted', what: 'added' })
}

/** The same as staff heard it on the phone. */
export function enterAnswer(turn: Turn<'staff.heard'>): void {
  const waits = turn.context.question!
  const { text } = turn.event
  turn.record('questionEntered', { question: waits.text, text })
  tellAnswer(turn, short(text))
  close(turn)
  turn.tell({ type: 'ticket.stopped asking' })
  final(turn, 'told')
  answer(turn, 'heard')
}

/** No answer: he is reminded once; then the supervisors and whoever asked hear it, and the case goes on without. */
export function missAnswer(turn: Turn<'question.silent'>): void {
  const { context, rules } = turn
  const waits = context.question
  if (!waits) return
  if (!waits.reminded) {
    turn.change({ question: { ...waits, reminded: true } })
    turn.record('questionReminded', { question: waits.text })
    return put(turn, 1)
  }
  turn.record('questionUnanswered', { question: waits.text })
  const task = callFor(turn, { type: 'ticket.asked', text: waits.text })
  const words = wording('ticket.alert.questionUnanswered', {
    number: context.number,
    text: short(waits.text),
  })
  const rooms = new Set([`staff:${waits.by.id}` as const, circleRoom(rules, 0)])
  for (const room of rooms) {
    turn.alert(room, { texts: [words, ...(task?.texts ?? [next(turn)])], choices: choicesOf(turn) })
  }
  close(turn)
  turn.tell({ type: 'ticket.stopped asking' })
}

/** Nobody needs the answer any more where the case goes on without it: the customer is asked something else, or nothing. */
export function dropQuestion(turn: Turn): void {
  if (!turn.context.question || mayBeAsked(turn.to)) return
  close(turn)
  turn.tell({ type: 'ticket.stopped asking' })
}

function mayBeAsked(state: TicketState): boolean {
  return answering.includes(state) || state === 'implementing'
}

function put(turn: Turn, reminder?: number): void {
  const { context, rules, now } = turn
  const { n, text } = context.question!
  turn.tell({ type: 'ticket.asked', question: n, text, ...(reminder ? { reminder } : {}) })
  const at = addSpan(rules.calendar, now, rules.policy.deadlines.question.within)
  turn.wake('question', at, 'question.silent')
}

function close(turn: Turn): void {
  turn.change({ question: null })
  turn.cancel('question')
}

function tellAnswer(
  turn: Turn,
  text: string | Wording,
  files: Turn<'customer.answered'>['event']['files'] = [],
): void {
  const { context, rules } = turn
  const waits = context.question!
  const words = {
    texts: [
      wording('ticket.alert.questionAnswered', {
        number: context.number,
        question: short(waits.text),
        text,
      }),
      next(turn),
    ],
    ...(files.length ? { files } : {}),
  }
  const rooms = [
    `staff:${waits.by.id}` as const,
    ownerRoom(context, rules),
    workersRoom(context, rules),
  ]
  for (const room of new Set(rooms)) turn.alert(room, words)
}
