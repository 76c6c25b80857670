import type { Question } from '../../src/domain/catalog.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { Facts } from '../../src/domain/ticket.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Locale } from '../../src/domain/wording.ts'
import {
  type Context,
  type Draft,
  longestAnswer,
  longestStory,
  newDraft,
  type Rules,
} from './context.ts'
import { setsRight } from './named-line.ts'
import { askedName, categoryOf, questionOf } from './plan.ts'
import { complains, type Heard, read, tells, widthOf } from './read.ts'
import { wishIn } from './wish.ts'

type Said = ConversationEvent & { type: 'customer.said' }

/** What is known after a message or a pressed option: the draft with everything in it that the words told. */
export function hear(context: Context, event: Heard, rules: Rules): Context {
  const draft = context.draft ?? newDraft(context.arrivedAt ?? event.now)
  if (event.type === 'customer.pressed') {
    return { ...context, draft: pressed(draft, event.button, rules, context.locale) }
  }
  const meaning = read(context, event)
  const told = gather(draft, event, rules, context.locale)
  const answered =
    meaning === 'skip' || meaning === 'no'
      ? refused(told, event, meaning, rules)
      : answer(told, event, rules, context.locale)
  const contact = { ...context.contact, ...event.understood.contact }
  const heard = { ...context, draft: answered, contact }
  return draft.open?.kind === 'contact' ? { ...heard, contactAsked: true } : heard
}

/** The language of the words counts until the customer names one; a word or two do not change it any more. */
export function localeOf(context: Context, event: Heard): Pick<Context, 'locale' | 'localeBy'> {
  if (event.type === 'customer.said') return localeIn(context, event)
  const named = event.button.startsWith('locale:') ? event.button.slice(7) : undefined
  const { locale, localeBy } = context
  return named ? { locale: named as Locale, localeBy: 'name' } : { locale, localeBy }
}

/** The same from words alone. Until enough is written, each message may show another language. */
export function localeIn(
  { locale, localeBy }: Context,
  { text, understood: u }: { text: string; understood: Understanding },
): Pick<Context, 'locale' | 'localeBy'> {
  if (u.wantsLocale) return { locale: u.wantsLocale, localeBy: 'name' }
  // Some characters belong to both scripts: a short message does not turn one into the other.
  const enough = u.locale?.slice(0, 2) === locale.slice(0, 2) ? 10 : 6
  const long = text.length >= enough
  const counts = localeBy === 'default' || (localeBy === 'writing' && long)
  if (!u.locale || !counts) return { locale, localeBy }
  return { locale: u.locale, localeBy: long ? 'writing' : localeBy }
}

/** What any message may tell, whatever was asked. */
function gather(draft: Draft, event: Said, rules: Rules, locale: Locale): Draft {
  const { understood: u, files } = event
  return {
    ...draft,
    ...categoryHeard(draft, u, rules),
    level: u.level && u.level.level > (draft.level?.level ?? 0) ? { ...u.level } : draft.level,
    loss: u.loss ?? draft.loss,
    hurt: draft.hurt || u.hurt,
    furious: draft.furious || u.mood === 'furious',
    facts: factsHeard(draft, event, rules, locale),
    files: addFiles(draft.files, files),
    ...wishHeard(draft, event),
  }
}

function categoryHeard(draft: Draft, u: Understanding, rules: Rules): Partial<Draft> {
  if (!u.category || draft.category !== 'other') return {}
  const { id, ...because } = u.category
  return categoryOf({ category: id }, rules) ? { category: id, categoryBecause: because } : {}
}

/** A message of this width that names a remedy is all wish. */
const shortWish = 40

/** The first telling of a fact stands, unless it is an answer, a correction, or a number that names one thing. */
function factsHeard(
  draft: Draft,
  { understood: u, text }: Said,
  rules: Rules,
  locale: Locale,
): Facts {
  const told = Object.entries(u.facts)
  if (told.length === 0) return draft.facts
  const facts: Record<string, string> = { ...draft.facts }
  const correcting = draft.open?.kind === 'summary' || draft.open?.kind === 'change'
  const right = correcting || setsRight(text)
  for (const [slot, value] of told) {
    const mayChange = right || slot === 'order' || slot === 'tracking'
    if (mayChange || facts[slot] === undefined) facts[slot] = inWords(slot, value, rules, locale)
  }
  return facts
}

/** A fact that names an option reads as that option's words, for the customer and for staff. */
function inWords(slot: string, value: string, { catalog }: Rules, locale: Locale): string {
  for (const { closed } of catalog.categories) {
    const question = closed.find((q) => q.slot === slot)
    const option = question?.options?.find(({ id }) => id === value)
    if (option) return option.label[locale]
  }
  return value.slice(0, longestAnswer)
}

function wishHeard(draft: Draft, { understood: u, text }: Said): Partial<Draft> {
  const asked = draft.open?.kind === 'wish'
  if (!asked && (!isPlainWish(u.wish) || u.wish === draft.wish?.remedy)) return {}
  const more = Object.keys(u.facts).length > 0 || u.hurt
  const noWish = more || u.yes !== undefined || u.digit !== undefined || u.intents.length > 0
  if (asked && u.wish === undefined && noWish) return {}
  const whole = asked || widthOf(text) <= shortWish
  const said = whole || !u.wish ? text.trim() : wishIn(text, u.wish)
  const words = said.slice(0, longestAnswer)
  if (!words) return {}
  const earlier = draft.wish && draft.wish.words !== words ? [draft.wish.words] : []
  return {
    wish: { words, ...(u.wish ? { remedy: u.wish } : {}) },
    earlierWishes: [...draft.earlierWishes, ...earlier],
  }
}

/** Remedies that are a wish wherever they are named; "tell me when" in a story does not replace the question. */
const plainWishes: readonly unknown[] = [
  'refund',
  'return',
  'exchange',
  'repair',
  'compensation',
  'discount',
  'redelivery',
]

function isPlainWish(wish: Understanding['wish']): boolean {
  return plainWishes.includes(wish)
}

function refused(draft: Draft, event: Said, meaning: 'skip' | 'no', rules: Rules): Draft {
  // To a closed question "no" is an answer; to all others it means that there is none.
  const question =
    draft.open?.kind === 'question' ? questionOf(draft, rules, draft.open.id) : undefined
  const answers = question?.options && meaning === 'no'
  return answers ? withFact(draft, question.slot, event.text) : draft
}

function answer(draft: Draft, event: Said, rules: Rules, locale: Locale): Draft {
  const text = event.text.trim()
  if (!text) return draft
  const kind = draft.open?.kind ?? 'story'
  if (kind === 'question') return answerQuestion(draft, event, rules, locale)
  if (kind === 'fact') {
    const slot = draft.open?.id as string
    return withFact(draft, slot, event.understood.facts[slot] ?? text)
  }
  if (kind === 'story') return answerStory(draft, event)
  if (kind === 'contact' || kind === 'wish') return answerBeside(draft, event)
  if (kind === 'summary' || kind === 'change' || kind === 'evidence') {
    return addsNothingKnown(event) && !ratherNot.test(text) ? withStory(draft, text) : draft
  }
  return draft
}

/** Told once, or asked twice already: then the words stand as they are, however few. */
function answerStory(draft: Draft, { understood: u, text }: Said): Draft {
  const asked = draft.open !== null
  const takesAny = asked && (!complains(u) || draft.storyAsked > 1 || draft.correcting)
  if (!tells(u, text) && !takesAny) return draft
  if (takesAny && isPolite(u)) return draft
  return draft.correcting
    ? { ...draft, story: text.slice(0, longestStory) }
    : withStory(draft, text.trim())
}

/** Words that are no wish, or no way to reach somebody, belong to the story, unless they say nothing. */
function answerBeside(draft: Draft, event: Said): Draft {
  const { understood: u } = event
  const text = event.text.trim()
  if (draft.wish?.words === text || (knowsFacts(u) && widthOf(text) < longWords)) return draft
  const reached = Object.keys(u.contact).length > 0 || ratherNot.test(text)
  const nothing = u.wish !== undefined || u.yes !== undefined || isPolite(u)
  return reached || nothing ? draft : withStory(draft, text)
}

function knowsFacts({ facts }: Understanding): boolean {
  return Object.keys(facts).length > 0
}

/** Above this width words say more than the facts that were read from them. */
const longWords = 24

const numbers: readonly string[] = ['order', 'tracking']
const bareNumber = /^[a-z]{0,4}[-\d]{8,}$/i
const hasNone = /^(没|沒|无|無|不|忘|no\b|none|i don.t|don.t)/i

function answerQuestion(draft: Draft, event: Said, rules: Rules, locale: Locale): Draft {
  const { understood: u, text } = event
  const question = questionOf(draft, rules, draft.open?.id)
  if (!question) return draft
  const byDigit = u.digit === undefined ? undefined : question.options?.[u.digit - 1]
  const option = question.options?.find(({ id }) => id === u.option) ?? byDigit
  if (option) return withFact(draft, question.slot, option.label[locale])
  const known = u.facts[question.slot]
  if (known !== undefined) {
    return withFact(draft, question.slot, inWords(question.slot, known, rules, locale))
  }
  const told = Object.keys(u.facts).length > 0 || Object.keys(u.contact).length > 0
  const oneThing = question.options !== undefined || numbers.includes(question.slot)
  const elsewhere = told && (oneThing || setsRight(text))
  if (isPolite(u) || elsewhere) return draft
  if (numbers.includes(question.slot) && hasNone.test(text.trim())) return draft
  // A bare number answers the question it would answer, whatever was asked.
  if (bareNumber.test(text.trim()) && !numbers.includes(question.slot)) {
    return withFact(draft, 'order', text)
  }
  if (draft.correcting) return withFact(draft, question.slot, text)
  return answerFreely(draft, question, event)
}

/** Free words to a question: its answer, unless they plainly tell more of what happened. */
function answerFreely(draft: Draft, question: Question, event: Said): Draft {
  const { understood: u } = event
  const text = event.text.trim()
  const vents = u.grievance || u.hurt || u.mood !== 'calm'
  if (question.options) {
    if (u.yes === true || u.wish !== undefined) return draft
    return vents ? withStory(draft, text) : withFact(draft, question.slot, text)
  }
  const misses = numbers.includes(question.slot) && !/\d/.test(text)
  const more = widthOf(text) > 40 || (vents && widthOf(text) > 24)
  return question.slot === 'what' || misses || more
    ? withStory(draft, text)
    : withFact(draft, question.slot, text)
}

function pressed(draft: Draft, button: string, rules: Rules, locale: Locale): Draft {
  const [what, id, optionId] = button.split(':')
  if (what !== 'option') return draft
  const question = questionOf(draft, rules, id)
  const option = question?.options?.find((o) => o.id === optionId)
  return question && option ? withFact(draft, question.slot, option.label[locale]) : draft
}

const ratherNot =
  /^(?:先|就|也|还是|還是)?(不|没|沒|无|無|别|別|免|算了|no\b|none|skip|rather not|don.t)/i

function addsNothingKnown({ understood: u }: Said): boolean {
  const known = Object.keys(u.facts).length + Object.keys(u.contact).length
  return known === 0 && u.wish === undefined && u.yes === undefined && u.intents.length === 0
}

/** Only a greeting, a thank-you, a command: no answer to anything. */
function isPolite(u: Understanding): boolean {
  return u.intents.length > 0 && !complains(u) && Object.keys(u.facts).length === 0
}

function withFact(draft: Draft, slot: string, value: string): Draft {
  return { ...draft, facts: { ...draft.facts, [slot]: value.trim().slice(0, longestAnswer) } }
}

function withStory(draft: Draft, text: string): Draft {
  if (draft.story.includes(text)) return draft
  return { ...draft, story: [draft.story, text].filter(Boolean).join('\n').slice(0, longestStory) }
}

export function addFiles(before: readonly FileRef[], more: readonly FileRef[]): readonly FileRef[] {
  const fresh = more.filter(({ id }) => !before.some((file) => file.id === id))
  return fresh.length ? [...before, ...fresh].slice(-30) : before
}

/** The draft with its question put, counted once however often it has to be repeated. */
export function withOpen(draft: Draft, open: Draft['open'] & object): Draft {
  const counts = open.kind !== 'summary' && open.kind !== 'change' && !draft.correcting
  const name = askedName(draft, open)
  return {
    ...draft,
    open,
    storyAsked: draft.storyAsked + (open.kind === 'story' ? 1 : 0),
    asked: counts && !draft.asked.includes(name) ? [...draft.asked, name] : draft.asked,
  }
}
