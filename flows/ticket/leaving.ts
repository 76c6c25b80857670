import { card } from './cards.ts'
import { circleRoom, departmentRoom, firstTeam, publicNameOf } from './rooms.ts'
import { setOwner } from './steps.ts'
import type { StaffRoom, Turn } from './turn.ts'
import { wording } from './turn.ts'

/** Whoever had the case works here no more: it goes back to his room, the supervisors see it, the customer hears who has it. */
export function giveBack(turn: Turn<'colleague.left'>): void {
  const { context, event, rules } = turn
  const owned = context.owner?.id === event.who
  const worked = context.handler?.id === event.who
  if (!owned && !worked) return
  if (owned) setOwner(turn, null)
  if (worked) turn.change({ handler: null })
  turn.change({ lastStep: null })
  turn.record('left', { name: event.name }, { by: `staff:${event.staff}` })
  if (owned) turn.tell({ type: 'ticket.passed on', to: publicNameOf(turn.context, rules) })
  const rooms = new Set<StaffRoom>([circleRoom(rules, 0)])
  if (owned) rooms.add(firstTeam(rules))
  if (worked) rooms.add(departmentRoom(rules, context.department))
  const shown = card(turn, 'left', [wording('ticket.card.left', { name: event.name })])
  for (const room of rooms) turn.alert(room, shown)
}
