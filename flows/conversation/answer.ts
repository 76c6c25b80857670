import type { Question } from '../../src/domain/catalog.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Locale } from '../../src/domain/wording.ts'
import type { Rules } from './context.ts'
import { type Draft, longestAnswer, longestStory } from './draft.ts'
import { setsRight } from './named-line.ts'
import { askedName, inNeed, questionOf } from './plan.ts'
import { complains, ratherNot, tells, widthOf } from './read.ts'

type Said = ConversationEvent & { type: 'customer.said' }

/** What a no or a skip leaves of the open question. */
export function refused(draft: Draft, event: Said, meaning: 'skip' | 'no', rules: Rules): Draft {
  // To a closed question "no" is an answer; to all others it means that there is none.
  const question =
    draft.open?.kind === 'question' ? questionOf(draft, rules, draft.open.id) : undefined
  const answers = question?.options && meaning === 'no'
  return answers ? withFact(draft, question.slot, event.text) : draft
}

/** What free words are to the question that is open: its answer, more of the story, or nothing. */
export function answer(draft: Draft, event: Said, rules: Rules, locale: Locale): Draft {
  const text = event.text.trim()
  if (!text) return draft
  const kind = draft.open?.kind ?? 'story'
  if (kind === 'question') return answerQuestion(draft, event, rules, locale)
  if (kind === 'fact') {
    const slot = draft.open?.id as string
    return withFact(draft, slot, event.understood.facts[slot] ?? text.replace(leadIn, ''))
  }
  if (kind === 'story') return answerStory(draft, event)
  if (kind === 'need') return answerNeed(draft, event)
  if (kind === 'contact' || kind === 'wish') return answerBeside(draft, event)
  if (kind === 'summary' || kind === 'change' || kind === 'evidence') {
    return addsNothingKnown(event) && !ratherNot.test(text) ? withStory(draft, text) : draft
  }
  return draft
}

/** How an answer to "what should it say?" begins, before what it should say. */
const leadIn =
  /^(?:(?:其实|其實|应该|應該|应当)?是(?=我|\p{Script=Han}{2})|(?:it|that)(?:'s| is| was) )/iu

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

/** What it stops him doing is told in free words; something else that is known leaves the question open once more. */
function answerNeed(draft: Draft, { understood: u, text }: Said): Draft {
  if (u.facts.need || u.digit !== undefined || isPolite(u)) return draft
  // What he wants done about it is no reason to ask again: the wish was heard.
  if (u.wish !== undefined) return draft
  const { when: _when, where: _where, ...others } = u.facts
  const elsewhere = Object.keys(others).length > 0 || Object.keys(u.contact).length > 0
  if (elsewhere && widthOf(text) < longWords) return askAgain(draft)
  const told = widthOf(text) > longestNeed ? withStory(draft, text.trim()) : draft
  return withFact(told, 'need', text)
}

/** Above this width it is told at length, and belongs to the story as well. */
const longestNeed = 120

/** Words that are no wish, or no way to reach somebody, belong to the story, unless they say nothing. */
function answerBeside(draft: Draft, event: Said): Draft {
  const { understood: u } = event
  const text = event.text.trim()
  if (draft.wish?.words === text) return draft
  const reaches = Object.keys(u.contact).length > 0
  const asksWish = draft.open?.kind === 'wish'
  if (knowsFacts(u) && widthOf(text) < longWords) return asksWish ? askAgain(draft) : draft
  if (asksWish && reaches && u.wish === undefined) return askAgain(draft)
  const reached = reaches || ratherNot.test(text)
  const nothing = u.wish !== undefined || u.yes !== undefined || isPolite(u)
  return reached || nothing ? draft : withStory(draft, text)
}

function knowsFacts({ facts }: Understanding): boolean {
  return Object.keys(facts).length > 0
}

/** Above this width words say more than the facts that were read from them. */
const longWords = 30

/** Something else was said: the question may be put once more, in other words; who is in need is spared that. */
function askAgain(draft: Draft): Draft {
  const name = draft.open ? askedName(draft, draft.open) : ''
  const { asked, again = [] } = draft
  if (again.includes(name) || inNeed(draft)) return draft
  return { ...draft, asked: asked.filter((each) => each !== name), again: [...again, name] }
}

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
  if (elsewhere) {
    const kept = widthOf(text) >= longWords ? withStory(draft, text.trim()) : draft
    return oneThing ? askAgain(kept) : kept
  }
  if (isPolite(u)) return draft
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
    if (event.files.length > 0) return askAgain(withStory(draft, text))
    return vents ? askAgain(withStory(draft, text)) : withFact(draft, question.slot, text)
  }
  const misses = numbers.includes(question.slot) && !/\d/.test(text)
  const more = widthOf(text) > 40 || (vents && widthOf(text) > 24)
  return question.slot === 'what' || misses || more
    ? withStory(draft, text)
    : withFact(draft, question.slot, text)
}

/** The pressed option as the answer to its question. */
export function pressed(draft: Draft, button: string, rules: Rules, locale: Locale): Draft {
  const [what, id, optionId] = button.split(':')
  if (what !== 'option') return draft
  const question = questionOf(draft, rules, id)
  const option = question?.options?.find((o) => o.id === optionId)
  return question && option ? withFact(draft, question.slot, option.label[locale]) : draft
}

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

/** A fact that names an option reads as that option's words, for the customer and for staff. */
export function inWords(slot: string, value: string, { catalog }: Rules, locale: Locale): string {
  for (const { closed } of catalog.categories) {
    const question = closed.find((q) => q.slot === slot)
    const option = question?.options?.find(({ id }) => id === value)
    if (option) return option.label[locale]
  }
  return value.slice(0, longestAnswer)
}
