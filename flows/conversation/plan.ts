import type { Category, Question } from '../../src/domain/catalog.ts'
import type { ContactWish } from '../../src/domain/contact-wish.ts'
import type { Context, Rules } from './context.ts'
import type { Draft, Open } from './draft.ts'
import { widthOf } from './read.ts'

/** Of a category's questions, at most so many: the wish, the contact and the evidence need room too. */
const mostOfCategory = 4
const mostOpen = 2
/** A story of this width, or with so many facts in it, needs no open questions any more. */
const richStory = 160
const richFacts = 3
/** A story of this width has told what happened. */
const toldWidth = 24

/** What to ask next; `send` where nothing more is asked before the ticket. Pure: the whole measure stands here. */
export function planNext(context: Context, rules: Rules): Open | 'send' {
  const draft = context.draft
  if (!draft?.story) return { kind: 'story' }
  if (draft.rush) return 'send'
  const summedUp = draft.open?.kind === 'summary' || draft.open?.kind === 'change'
  if (draft.correcting || summedUp) return { kind: 'summary' }
  const left = limitOf(draft, rules) - draft.asked.length
  if (left <= 0) return { kind: 'summary' }
  const closing = closingOf(context, draft, rules)
  const more = !draft.calm && left > closing.length
  const question = more ? nextOfCategory(draft, rules) : undefined
  if (question) return { kind: 'question', id: question.id }
  return { kind: closing[0] ?? 'summary' }
}

/** Somebody hurt or furious is asked less. */
export function inNeed(draft: Draft): boolean {
  return draft.hurt || draft.furious
}

export function categoryOf(draft: Pick<Draft, 'category'>, rules: Rules): Category | undefined {
  return rules.catalog.categories.find(({ id }) => id === draft.category)
}

export function questionOf(
  draft: Pick<Draft, 'category'>,
  rules: Rules,
  id: string | undefined,
): Question | undefined {
  const category = categoryOf(draft, rules)
  return [...(category?.open ?? []), ...(category?.closed ?? [])].find((q) => q.id === id)
}

/** How a question is counted: a category that was refined may ask one of the same name. */
export function askedName(draft: Pick<Draft, 'category'>, open: Open): string {
  return open.kind === 'question' ? `${draft.category}.${open.id}` : open.kind
}

function limitOf(draft: Draft, { policy }: Rules): number {
  const { questions, questionsInNeed } = policy.interview
  return (inNeed(draft) ? questionsInNeed : questions).value
}

function closingOf(context: Context, draft: Draft, rules: Rules): Open['kind'][] {
  const { contact, contactAsked } = context
  const closing: Open['kind'][] = []
  if (asksNeed(draft, rules)) closing.push('need')
  if (!draft.wish && !draft.asked.includes('wish')) closing.push('wish')
  const reached = contact.phone || contact.email || contact.wishes?.some(needsNoAddress)
  if (!reached && !contactAsked) closing.push('contact')
  const evidence = draft.files.length > 0 || draft.asked.includes('evidence') || inNeed(draft)
  if (!evidence) closing.push('evidence')
  return draft.calm ? closing.filter((kind) => kind !== 'evidence').reverse() : closing
}

/** Where the catalog says that it matters, once; who is hurt, furious or was in danger is spared it. */
function asksNeed(draft: Draft, rules: Rules): boolean {
  const category = categoryOf(draft, rules)
  if (!category?.need || inNeed(draft) || draft.calm) return false
  if (draft.facts.need || draft.asked.includes('need')) return false
  return fits(draft, category.need.onlyIf, category)
}

/** Who wants to be written to here is not asked for a phone number. */
function needsNoAddress({ kind }: ContactWish): boolean {
  return kind === 'text only' || kind === 'chat only'
}

function nextOfCategory(draft: Draft, rules: Rules): Question | undefined {
  const category = categoryOf(draft, rules)
  if (!category) return undefined
  const asked = (q: Question) =>
    draft.asked.includes(askedName(draft, { kind: 'question', id: q.id }))
  const done = [...category.open, ...category.closed].filter(asked)
  if (done.length >= mostOfCategory) return undefined
  const wanted = (q: Question) =>
    !asked(q) && !isFilled(draft, q.slot) && fits(draft, q.onlyIf, category)
  const rich = widthOf(draft.story) >= richStory || Object.keys(draft.facts).length >= richFacts
  const open = rich || category.open.filter(asked).length >= mostOpen ? [] : category.open
  return [...open, ...category.closed].find(wanted)
}

/** A question that hangs on another's answer is asked only after that answer, in whatever language it was given. */
function fits(draft: Draft, onlyIf: Question['onlyIf'], category: Category): boolean {
  if (!onlyIf) return true
  const before = category.closed.find(({ id }) => id === onlyIf.question)
  const fitting = before?.options?.filter(({ id }) => onlyIf.options.includes(id)) ?? []
  const given = before && draft.facts[before.slot]
  return fitting.some(({ label }) => Object.values(label).some((words) => words === given))
}

function isFilled(draft: Draft, slot: string): boolean {
  if (draft.facts[slot]) return true
  return slot === 'what' && widthOf(draft.story) >= toldWidth
}
