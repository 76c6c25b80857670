import { hoursIn, withinHours } from '../../src/domain/contact-hours.ts'
import type { Begun, Context, Rules } from './context.ts'
import { lengthOf, type Talk, type Turn } from './turn.ts'

/** When the desk may write of itself, at `at` or later (epoch ms): in the customer's convenient time, else by the policy. */
export function mayWriteAt({ contact }: Context, at: number, { calendar, policy }: Rules): number {
  if (!calendar) return at
  const own = contact.convenient ? hoursIn(contact.convenient) : undefined
  return withinHours(calendar, at, own ?? policy.contactHours)
}

/** The turn that lets it wait, where it is no hour for it; undefined where it may be said now. */
export function holdBack({ context, event, rules }: Talk<Begun>): Turn | undefined {
  const at = mayWriteAt(context, event.now, rules)
  if (at <= event.now || isHere(context, event.now, rules)) return undefined
  const others = (context.held ?? []).filter(({ ticket }) => ticket !== event.ticket)
  return { context: { held: [...others, event] }, wakesAt: at }
}

/** Who has written a moment ago is not disturbed by an answer. */
function isHere({ spokeAt }: Context, now: number, rules: Rules): boolean {
  if (spokeAt === undefined) return false
  return now - spokeAt < lengthOf(rules.policy.interview.reminder.within, rules, spokeAt)
}

/** The hour has come, or the customer writes himself: what waited is said, one after the other. */
export function sayHeld(
  talk: Talk,
  put: { [T in Begun['type']]: (talk: Talk<Begun & { type: T }>) => Turn },
): Turn {
  const { context, event, rules } = talk
  const [first, ...rest] = context.held ?? []
  if (!first) return {}
  const after = { ...context, held: rest }
  const putFirst = put[first.type] as (talk: Talk<Begun>) => Turn
  const said = putFirst({ context: after, event: first, rules })
  return {
    ...said,
    context: { ...said.context, held: rest },
    ...(rest.length ? { wakesAt: event.now + 1_000 } : {}),
  }
}
