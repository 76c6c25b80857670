import type { Level } from '../../src/domain/ticket.ts'
import { levelName } from './card-words.ts'
import { card } from './cards.ts'
import { confirmByPerson } from './confirm-by-person.ts'
import { answer, undoable } from './orders.ts'
import { circleRoom } from './rooms.ts'
import { startStep } from './steps.ts'
import { type Turn, wording } from './turn.ts'

/** Raises the level by a rule; what is grave enough already stays as it is. `shown`: another card tells it. */
export function raiseLevel(
  turn: Turn,
  by: number,
  rule: string,
  { shown = false }: { shown?: boolean } = {},
): void {
  const level = Math.min(5, turn.context.level + by) as Level
  if (level === turn.context.level) return
  turn.record(
    'raised',
    { from: levelName(turn.context.level), level: levelName(level), rule },
    { by: 'system' },
  )
  setLevel(turn, level, rule, shown)
}

/** A major case that is late goes up by the policy's rule. */
export function promoteLate(turn: Turn): void {
  const { latePromotion, major } = turn.rules.policy.levels
  if (turn.context.level >= major.value) raiseLevel(turn, latePromotion.by, latePromotion.rule)
}

/** A person sets the level; downwards only with a reason, which the chart's rules have checked. */
export function levelByPerson(turn: Turn<'staff.levelled'>): void {
  const { event, context } = turn
  const { level, reason } = event
  undoable(turn, 'levelled', ['level', 'levelRule', 'unconfirmed'])
  turn.record('levelled', {
    from: levelName(context.level),
    level: levelName(level),
    reason: reason || wording('ticket.card.noReason'),
  })
  setLevel(turn, level, 'person')
  confirmByPerson(turn)
  answer(turn, 'levelled', { level: levelName(level) })
}

function setLevel(turn: Turn, level: Level, rule: string, shown = false): void {
  const major = turn.rules.policy.levels.major.value
  const becameMajor = level >= major && turn.context.level < major
  turn.change({ level, levelRule: rule })
  if (!becameMajor) return
  if (!shown) turn.alert(circleRoom(turn.rules, 0), card(turn, 'major'))
  // What is major has to be taken sooner: the time is counted anew from when the step began.
  const untaken = turn.to === 'received' || (turn.to === 'investigating' && !turn.context.owner)
  if (untaken) startStep(turn)
}
