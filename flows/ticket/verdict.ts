import { wordsAfter } from './card-words.ts'
import { card } from './cards.ts'
import { confirmByPerson } from './confirm-by-person.ts'
import { answer, byPhone, final, inform, undoable } from './orders.ts'
import { departmentName } from './people.ts'
import { circleRoom, departmentRoom, firstTeam, ownerRoom, publicNameOf } from './rooms.ts'
import { restartStep } from './steps.ts'
import { type Turn, wording } from './turn.ts'

/** Founded, partly, or undetermined: the case goes on to who is responsible. */
export function judge(turn: Turn<'staff.judged'>): void {
  undoable(turn, 'judged', ['verdict', 'review', 'unconfirmed'])
  setVerdict(turn)
  answer(turn, 'judged', { verdict: wording(`verdict.${turn.event.verdict}`) })
}

/** Not founded: the customer hears the reason, how to object, and where to turn outside. */
export function refuse(turn: Turn<'staff.judged'>): void {
  const { reason } = turn.event
  setVerdict(turn)
  turn.change({ refused: true, spoke: false, answeredAt: turn.context.answeredAt ?? turn.now })
  turn.tell({ type: 'ticket.refused', reason, final: false })
  inform(turn, circleRoom(turn.rules, 0), {
    texts: [wording('ticket.alert.refused', { number: turn.context.number, reason })],
  })
  final(turn, 'seen')
  answer(turn, byPhone(turn, 'refused'))
}

function setVerdict(turn: Turn<'staff.judged'>): void {
  const { verdict, reason, by } = turn.event
  turn.change({
    verdict: { verdict, reason, by: by.id, at: turn.now },
    review: turn.context.review === 'asked' ? 'done' : turn.context.review,
  })
  confirmByPerson(turn)
  turn.record('judged', { verdict: wording(`verdict.${verdict}`), reason })
}

/** The case goes to the department that has to answer for it. */
export function handOver(turn: Turn<'staff.handed over'>): void {
  const { department, note } = turn.event
  undoable(turn, 'handedOver', ['department', 'handler', 'unconfirmed'])
  confirmByPerson(turn)
  turn.change({ department, handler: null })
  turn.tell({ type: 'ticket.passed on', to: departmentName(turn) })
  // From one department to another: the new one has its own time.
  if (turn.state === turn.to) restartStep(turn)
  const overruled = turn.context.suggested !== null && turn.context.suggested !== department
  turn.record(overruled ? 'handedOverOtherwise' : 'handedOver', {
    department: departmentName(turn),
    words: wordsAfter(note),
    suggested: overruled ? wording(`department.${turn.context.suggested}`) : '',
  })
  const extra = note ? [wording('ticket.card.note', { by: turn.event.by.name, note })] : []
  turn.alert(departmentRoom(turn.rules, department), card(turn, 'department', extra))
  answer(turn, 'handedOver', { department: departmentName(turn) })
}

/** "Not ours": back to whoever investigates, with the reason. */
export function disown(turn: Turn<'staff.disowned'>): void {
  const { reason, by } = turn.event
  const department = departmentName(turn)
  turn.change({ department: null, handler: null })
  turn.tell({ type: 'ticket.passed on', to: publicNameOf(turn.context, turn.rules) })
  turn.record('disowned', { department, reason })
  const shown = card(turn, 'disowned', [wording('ticket.card.reason', { by: by.name, reason })])
  turn.alert(ownerRoom(turn.context, turn.rules), shown)
  if (turn.context.owner) inform(turn, firstTeam(turn.rules), shown)
  final(turn, 'told')
  answer(turn, 'disowned')
}
