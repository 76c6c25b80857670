import { type Actor, may } from '../../src/domain/person.ts'
import { card } from './cards.ts'
import type { Colleague, EventOf } from './context.ts'
import { answer, inform, undoable } from './orders.ts'
import { belongsTo, firstTeam, publicNameOf } from './rooms.ts'
import { setOwner } from './steps.ts'
import { type Turn, wording } from './turn.ts'
import { answerCall } from './voice.ts'

/** What the case keeps of a person. */
export function colleague({ id, name, publicName }: Actor): Colleague {
  return { id, name, ...(publicName ? { publicName } : {}) }
}

/** Somebody takes the case: he answers for it to the customer. */
export function take(turn: Turn<'staff.took'>): void {
  const { by } = turn.event
  undoable(turn, 'taken', ['owner', 'takenAt'])
  own(turn, by)
  turn.record('taken')
  told(turn)
  inform(turn, firstTeam(turn.rules), {
    texts: [wording('ticket.alert.taken', { number: turn.context.number, owner: by.name })],
  })
  answer(turn, 'taken')
}

/** One of the department's people takes it there; the owner stays who he is. */
export function takeAtDepartment(turn: Turn<'staff.took'>): void {
  const { by } = turn.event
  undoable(turn, 'taken', ['handler'])
  turn.change({ handler: colleague(by) })
  turn.record('takenAtDepartment', { department: departmentName(turn) })
  if (turn.context.owner) {
    inform(turn, `staff:${turn.context.owner.id}`, {
      texts: [wording('ticket.alert.taken', { number: turn.context.number, owner: by.name })],
    })
  }
  answer(turn, 'taken')
}

/** The case is given to a person: in his department to work on it, elsewhere to own it. */
export function assign(turn: Turn<'staff.assigned'>): void {
  const { to } = turn.event
  undoable(turn, 'assigned', ['owner', 'takenAt', 'handler'])
  if (givenToHandler(turn.context, turn.rules, turn.event, turn.state)) {
    turn.change({ handler: colleague(to) })
    turn.tell({ type: 'ticket.passed on', to: to.publicName ?? departmentName(turn) })
  } else {
    own(turn, to)
    told(turn)
  }
  turn.record('assigned', { to: to.name })
  if (to.id !== turn.event.by.id) inform(turn, `staff:${to.id}`, card(turn, 'assigned'))
  answer(turn, 'assigned', { to: to.name })
}

/** Whether an assignment names a person of the department that has the case, to work on it there. */
export function givenToHandler(
  { department }: Turn['context'],
  rules: Turn['rules'],
  { to }: EventOf<'staff.assigned'>,
  state: Turn['state'],
): boolean {
  const there = state === 'at department' || state === 'proposing' || state === 'implementing'
  return there && may(to, 'handler') && belongsTo(rules, to.team, department)
}

export function departmentName({ context }: Turn) {
  return wording(`department.${context.department}`)
}

function own(turn: Turn, person: Actor): void {
  setOwner(turn, colleague(person))
  answerCall(turn)
  turn.change({ takenAt: turn.context.takenAt ?? turn.now })
}

function told(turn: Turn): void {
  turn.tell({ type: 'ticket.taken', publicName: publicNameOf(turn.context, turn.rules) })
}
