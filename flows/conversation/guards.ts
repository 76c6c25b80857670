import { courtesy, polite } from './arrows.ts'
import type { Context, Rules } from './context.ts'
import { isRefused, restsUnanswered, soundsLikeAnother } from './following.ts'
import { decide } from './intake.ts'
import { mostCalls } from './person.ts'
import { type Place, placeOf } from './place.ts'
import { type Meaning, read } from './read.ts'
import { type ChartEvent, isHeard } from './turn.ts'

type At = { context: Context; event: ChartEvent }

/** What the chart's arrows depend on, by name. */
export function guardsOf(rules: Rules) {
  return {
    means: ({ context, event }: At, { any }: { any: readonly Meaning[] }) =>
      isHeard(event) && any.includes(read(context, event)),
    'leads to': (
      { context, event }: At,
      { place, when }: { place: Place; when: readonly Meaning[] },
    ) =>
      isHeard(event) &&
      when.includes(read(context, event)) &&
      decide({ context, event, rules }).place === place,
    belongs: ({ context }: At, { place }: { place: Place }) => placeOf(context) === place,
    'first words again': ({ context, event }: At) =>
      context.greeted && isHeard(event) && polite.includes(read(context, event)),
    'perhaps another matter': ({ context, event }: At) =>
      isHeard(event) && soundsLikeAnother({ context, event, rules }),
    'does not accept the refusal': ({ context, event }: At) =>
      isHeard(event) && read(context, event) === 'no' && isRefused(context),
    'rests unanswered': ({ context, event }: At) =>
      event.type === 'customer.said' &&
      !courtesy.includes(read(context, event)) &&
      restsUnanswered(context),
    reminded: ({ context }: At) => context.draft?.reminded === true,
    'takes over': ({ event }: At) => event.type === 'staff.said' && event.takesOver,
    'called in vain': ({ context }: At) => context.calls >= mostCalls - 1,
    'belongs elsewhere': ({ context }: At) => placeOf(context) !== 'idle',
  }
}
