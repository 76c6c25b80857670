import type { Question } from '../../src/domain/catalog.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { courtesy, polite } from './arrows.ts'
import type { Context, Rules } from './context.ts'
import { isRefused, restsUnanswered, soundsLikeAnother } from './following.ts'
import { decide } from './intake.ts'
import { mostCalls } from './person.ts'
import { type Place, placeOf } from './place.ts'
import { questionOf } from './plan.ts'
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
    'picks no choice': ({ context, event }: At) =>
      event.type === 'customer.said' && picksNothing(context, event.understood, rules),
    'has some to tell': ({ context, event }: At) =>
      event.type === 'customer.said' &&
      read(context, event) === 'yes' &&
      !closedQuestionOf(context.draft, rules),
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

/** A digit beyond the buttons of the question that was put, or a yes where none of them is one. */
function picksNothing({ draft }: Context, u: Understanding, rules: Rules): boolean {
  const options = closedQuestionOf(draft, rules)
  if (!options || u.option !== undefined) return false
  return u.digit === undefined ? u.yes === true : options[u.digit - 1] === undefined
}

function closedQuestionOf(draft: Context['draft'], rules: Rules): Question['options'] {
  if (draft?.open?.kind !== 'question') return undefined
  return questionOf(draft, rules, draft.open.id)?.options
}
