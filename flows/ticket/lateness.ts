import { addSpan } from '../../src/domain/calendar.ts'
import { stateName } from './card-words.ts'
import { reminder } from './cards.ts'
import { promoteLate } from './levels.ts'
import { circleRoom, responsibleRoom } from './rooms.ts'
import { deadlineOf } from './steps.ts'
import type { StaffRoom, Turn } from './turn.ts'

/** Tells whoever has to act that the time is running out. */
export function remindOfDeadline(turn: Turn<'deadline.near'>): void {
  const room = responsibleRoom(turn.context, turn.rules, turn.state)
  turn.record('reminded', { state: stateName(turn.state) })
  turn.alert(room, reminder(turn, 'near'))
}

/** The deadline has passed: it is recorded, called out, and called out wider each time until somebody acts. */
export function missDeadline(turn: Turn<'deadline.passed'>): void {
  const { context, state, now } = turn
  const { missed } = context
  turn.change({ missed: missed + 1 })
  if (missed === 0) {
    turn.record('overdue', { state: stateName(state), due: { time: context.dueAt ?? now } })
    if (state !== 'received' && state !== 'awaiting approval') promoteLate(turn)
  } else {
    turn.record('overdueAgain', { state: stateName(state), times: missed + 1 })
  }
  for (const room of calledFor(turn, missed))
    turn.alert(room, reminder(turn, missed === 0 ? 'passed' : 'again'))
  turn.wake('deadline', nextCall(turn), 'deadline.passed')
}

function calledFor(turn: Turn, missed: number): ReadonlySet<StaffRoom> {
  const { context, rules, state } = turn
  const major = context.level >= rules.policy.levels.major.value
  const rooms = new Set<StaffRoom>([responsibleRoom(context, rules, state)])
  rooms.add(circleRoom(rules, missed))
  // A major case was shown to the first circle when it came in; the next one is called at once.
  if (major) rooms.add(circleRoom(rules, missed + 1))
  return rooms
}

/** As long again as the deadline was until every circle has been called; then in pauses, longer where it is not major. */
function nextCall(turn: Turn): number {
  const { calendar, organisation, policy } = turn.rules
  const { again, againCalm } = policy.deadlines
  const { takingDanger } = policy.deadlines
  const timed = deadlineOf(turn.context, turn.rules, turn.state)
  // People in danger: everybody is called again and again until somebody takes it.
  if (timed === takingDanger) return addSpan(calendar, turn.now, takingDanger.within)
  const soon = addSpan(calendar, turn.now, again.within)
  const { level, missed } = turn.context
  if (missed > organisation.circles.length) {
    const major = level >= policy.levels.major.value
    return major ? soon : addSpan(calendar, turn.now, againCalm.within)
  }
  if (!timed) return soon
  return Math.min(soon, addSpan(calendar, turn.now, timed.within))
}
