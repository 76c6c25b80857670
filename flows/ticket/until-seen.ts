import { addSpan } from '../../src/domain/calendar.ts'
import { isGrave } from './grave.ts'
import type { Card, Turn } from './turn.ts'

/**
 * What an alert carries that is to be seen soon: when the circle `next` (from 0) is alerted where nobody has looked. The
 * widest circle is waited for by the deadlines alone.
 */
export function untilSeen({ context, rules, now }: Turn, next: number): Pick<Card, 'ifUnseen'> {
  const { calendar, organisation, policy } = rules
  if (next >= organisation.circles.length) return {}
  const { alertSeen, alertSeenGrave } = policy.deadlines
  const soon = isGrave(context, rules)
  const from = soon ? now : addSpan(calendar, now, { n: 0, unit: 'working hours' })
  const { within } = soon ? alertSeenGrave : alertSeen
  const at = addSpan(calendar, from, within)
  return { ifUnseen: { event: { type: 'alert.unseen', circle: next }, at } }
}
