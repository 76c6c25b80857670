import { addSpan } from '../../src/domain/calendar.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Choice, Effect } from '../../src/domain/effect.ts'
import type { Span } from '../../src/domain/policy.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { askHere } from './ask.ts'
import { type Context, mostCalls, type Rules } from './context.ts'
import type { Heard } from './meaning.ts'
import { placeOf } from './place.ts'

/** What happens to the chart beside the events from outside: its own timers. */
export type OwnEvent = {
  now: number
  type: 'customer.silent' | 'colleague.silent' | 'hours.open' | 'answer.due' | 'alert.unseen'
}
export type ChartEvent = ConversationEvent | OwnEvent

/** What a turn is made from. */
export type Talk<E extends ChartEvent = ChartEvent> = { context: Context; event: E; rules: Rules }

/** The talk as one kind of event finds it. */
export type On<T extends ConversationEvent['type']> = Talk<ConversationEvent & { type: T }>

/** What a turn changes and wants done; the arrow that takes it says where the talk goes. */
export type Turn = {
  context?: Partial<Context>
  effects?: readonly Effect[]
  /** How many messages in a row were not understood. */
  missed?: number
  /** Waits for the customer anew. By itself only the customer's own words begin a new wait. */
  waits?: boolean
  /** Nothing stands beside what is said here: the introduction waits for the next answer. */
  alone?: true
  /** Heard, and nothing is left to answer. */
  enough?: true
  /** A colleague was called: somebody looks after it when he stays silent. `stop`: he has spoken. */
  colleague?: 'start' | 'stop'
  /** Somebody of the desk has seen the call: it waits to be taken, no longer to be seen. */
  seen?: true
  /** All that was kept of the talk goes: of these words nothing is kept either. */
  erases?: true
  /** When what was held back may be said (epoch ms). */
  wakesAt?: number
}

export function say(texts: readonly Wording[], choices: readonly Choice[] = []): Effect {
  return choices.length ? { type: 'say', texts, choices } : { type: 'say', texts }
}

/** Says something with the customer's private link under it. */
export function sayWithLink(texts: readonly Wording[], choices: readonly Choice[] = []): Effect {
  return { ...say([...texts, text('opened.link')], choices), link: true } as Effect
}

export function text(key: string, values?: Wording['values']): Wording {
  return values ? { key: `conversation.${key}`, values } : { key: `conversation.${key}` }
}

/** Says something and puts the question again that waits for its answer, in one message; then `more`. */
export function goOn(
  talk: Talk,
  changed: Partial<Context>,
  texts: readonly Wording[] = [],
  more: readonly Effect[] = [],
): Turn {
  const asked = askHere({ ...talk.context, ...changed }, talk.rules)
  const all = [...texts, ...(asked?.texts ?? [])]
  const effects = all.length ? [say(all, asked?.choices), ...more] : more
  return { context: changed, effects, waits: true }
}

/** How long, in ms, from now until a span is over. */
export function lengthOf({ n, unit }: Span, rules: Rules, now: number): number {
  if (rules.calendar) return addSpan(rules.calendar, now, { n, unit }) - now
  const ms = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 }
  return Math.round(n * ms[unit.replace('working ', '') as keyof typeof ms])
}

/**
 * How long the customer may be silent where the talk stands; undefined where nothing waits for an answer. Who waits for
 * a person himself is not reminded.
 */
export function patienceOf(context: Context, { policy }: Rules): Span | undefined {
  const { reminder, draft } = policy.interview
  const place = placeOf(context)
  const waits = context.draft?.reminded || (context.calls > 0 && context.calls < mostCalls)
  if (place === 'danger.asking') return policy.deadlines.takingDanger.within
  if (place.startsWith('intake.')) return (waits ? draft : reminder).within
  // What he has told is not left lying, unless he wants that, and not with a colleague either.
  const rests = place === 'draft kept' || place === 'blocked' || place === 'with a human'
  if (rests) return mayBeLost(context) ? draft.within : undefined
  const asks =
    place === 'opening' ||
    place === 'confirming the erasure' ||
    place === 'opinion.asking why not' ||
    place === 'survey.asking what went wrong' ||
    (place.startsWith('following.') && place !== 'following.listening')
  return asks ? reminder.within : undefined
}

/** He has said what happened, it is no ticket yet, and he has not asked to leave it at that. */
function mayBeLost({ draft, opening }: Context): boolean {
  return Boolean(draft?.story) && !draft?.ticket && !opening && !draft?.declined
}

/** The customer says something, in words or by a button. */
export function speaks(
  event: ChartEvent,
): event is Heard | Extract<ChartEvent, { type: 'customer.endangered' }> {
  return isHeard(event) || event.type === 'customer.endangered'
}

export function isHeard(event: ChartEvent): event is Heard {
  return event.type === 'customer.said' || event.type === 'customer.pressed'
}
