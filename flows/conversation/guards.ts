import type { Question } from '../../src/domain/catalog.ts'
import { courtesy, polite } from './arrows.ts'
import { type Context, mostCalls, type Rules } from './context.ts'
import { erasureIsDue } from './erasure.ts'
import {
  comesBack,
  isAboutEnded,
  isRefused,
  restsUnanswered,
  soundsLikeAnother,
  tellsOfAnother,
} from './following.ts'
import { decide } from './intake.ts'
import type { Heard, Meaning } from './meaning.ts'
import { type Place, placeOf } from './place.ts'
import { questionOf } from './plan.ts'
import { read, widthOf } from './read.ts'
import { type ChartEvent, isHeard } from './turn.ts'
import { canBeFiled, filedAs } from './unconfirmed.ts'

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
    'first words again': ({ context, event }: At) => isGreetingAgain(context, event),
    'perhaps another matter': ({ context, event }: At) =>
      isHeard(event) && soundsLikeAnother({ context, event, rules }),
    'comes back': ({ context, event }: At) =>
      isHeard(event) && read(context, event) === 'greeting' && comesBack({ context, event, rules }),
    'tells of another matter': ({ context, event }: At) =>
      isHeard(event) &&
      read(context, event) === 'grievance' &&
      tellsOfAnother({ context, event, rules }),
    'is about the ended case': ({ context, event }: At) =>
      isHeard(event) && isAboutEnded({ context, event, rules }),
    'does not accept the refusal': ({ context, event }: At) =>
      isHeard(event) && read(context, event) === 'no' && isRefused(context),
    'picks no choice': ({ context, event }: At) =>
      event.type === 'customer.said' && picksNothing(context, event.understood.digit, rules),
    'has some to tell': ({ context, event }: At) =>
      event.type === 'customer.said' &&
      read(context, event) === 'yes' &&
      !closedQuestionOf(context.draft, rules),
    'rests unanswered': ({ context, event }: At) =>
      event.type === 'customer.said' &&
      !courtesy.includes(read(context, event)) &&
      restsUnanswered(context),
    'only comes back': ({ context, event }: At) =>
      event.type === 'customer.said' && saysLittle(context, event, rules),
    'told before': ({ context, event }: At) =>
      event.type === 'customer.endangered' &&
      context.danger?.kinds.includes(event.understood.danger!.kind) === true,
    'doubt is settled': ({ context, event }: At) =>
      event.type === 'customer.endangered' &&
      !event.understood.danger!.sure &&
      ((context.danger !== null && context.danger !== undefined) ||
        context.person !== null ||
        context.safe?.includes(event.understood.danger!.kind) === true),
    'in doubt': ({ event }: At) =>
      event.type === 'customer.endangered' && !event.understood.danger!.sure,
    'in despair': ({ context, event }: At) =>
      event.type === 'customer.said' && context.danger?.kinds.includes('self-harm') === true,
    reminded: ({ context }: At) => context.draft?.reminded === true,
    'would be lost': ({ context }: At) => context.draft?.reminded === true && canBeFiled(context),
    'has said more': ({ context }: At) =>
      context.draft?.reminded === true && filedAs(context) !== undefined,
    'can be filed': ({ context }: At) => canBeFiled(context),
    'has a ticket': ({ context, event }: At) =>
      isHeard(event) && lettingGo.includes(read(context, event)) && filedAs(context) !== undefined,
    'lets go of something': ({ context, event }: At) =>
      isHeard(event) &&
      read(context, event) === 'give up' &&
      canBeFiled(context) &&
      !context.draft?.personAsked,
    'lets go again': ({ context, event }: At) =>
      isHeard(event) && read(context, event) === 'give up' && canBeFiled(context),
    'takes over': takesOver,
    'is blocked': ({ context }: At) => Boolean(context.blocked),
    'answered by another': ({ context, event }: At) =>
      event.type === 'staff.took call' &&
      context.person !== null &&
      (context.person.by === event.by || context.calls < 2),
    'erasure is due': (at: At) => erasureIsDue(at),
    'called in vain': ({ context }: At) => context.calls >= mostCalls - 1,
    'belongs elsewhere': ({ context }: At) => placeOf(context) !== 'idle',
  }
}

/** Only the first words, which were answered already; more bubbles than those have not been. */
function isGreetingAgain(context: Context, event: ChartEvent): boolean {
  if (!context.greeted || !isHeard(event)) return false
  const more = event.type === 'customer.said' && event.text.includes('\n')
  return polite.includes(read(context, event)) && !more
}

function takesOver({ context, event }: At): boolean {
  return event.type === 'staff.said' && event.takesOver && !context.blocked
}

const lettingGo: readonly Meaning[] = ['cancel', 'withdraw', 'give up']

/** A digit beyond the buttons of the question that was put; 0 asks for a person. */
function picksNothing({ draft }: Context, digit: number | undefined, rules: Rules): boolean {
  const options = closedQuestionOf(draft, rules)
  return !!digit && options !== undefined && options[digit - 1] === undefined
}

function closedQuestionOf(draft: Context['draft'], rules: Rules): Question['options'] {
  if (draft?.open?.kind !== 'question') return undefined
  return questionOf(draft, rules, draft.open.id)?.options
}

/** Words above this width tell something; to an open question a word or two may be the answer. */
const little = 24
const word = 8

/** A few words after a long silence that answer nothing: the open question is put again. */
function saysLittle(
  context: Context,
  event: Heard & { type: 'customer.said' },
  rules: Rules,
): boolean {
  const { understood: u, text, files } = event
  const tells = u.option !== undefined || u.digit !== undefined || u.wish !== undefined
  const facts = Object.keys(u.facts).filter((slot) => slot !== 'when')
  const known = facts.length + Object.keys(u.contact).length + files.length
  const isOpen = context.draft?.open?.kind === 'question' && !closedQuestionOf(context.draft, rules)
  const width = widthOf(text)
  const silent = width <= little && !(isOpen && width <= word)
  const plain = u.mood === 'calm' && !u.hurt && u.category === undefined
  const words = ['words', 'grievance'].includes(read(context, event))
  return silent && words && plain && !tells && known === 0
}
