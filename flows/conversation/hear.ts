import { withWishes } from '../../src/domain/contact-wish.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { FileRef } from '../../src/domain/message.ts'
import { partySlots } from '../../src/domain/party.ts'
import type { Contact, Facts } from '../../src/domain/ticket.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Locale } from '../../src/domain/wording.ts'
import { answer, inWords, pressed, refused } from './answer.ts'
import type { Context, Rules } from './context.ts'
import { type Draft, longestAnswer, newDraft } from './draft.ts'
import type { Heard } from './meaning.ts'
import { setsRight } from './named-line.ts'
import { askedName, categoryOf } from './plan.ts'
import { read, widthOf } from './read.ts'
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
  const draftHeard = withRelations(draft, withNeedDay(draft, answered, event, rules), event)
  const contact = contactHeard(context.contact, event.understood)
  const heard = { ...context, draft: draftHeard, contact }
  return draft.open?.kind === 'contact' ? { ...heard, contactAsked: true } : heard
}

/** "By Friday" means the Friday after it was said. */
function withNeedDay(before: Draft, draft: Draft, { now }: Said, { dayIn }: Rules): Draft {
  const { need } = draft.facts
  if (!need || need === before.facts.need) return draft
  return { ...draft, needBy: dayIn?.(need, now) ?? null }
}

/** Whoever is named anew is what the same words say he is, or nothing is known of it. */
function withRelations(before: Draft, draft: Draft, { understood: u }: Said): Draft {
  const fresh = partySlots.filter((slot) => draft.facts[slot] !== before.facts[slot])
  if (fresh.length === 0) return draft
  const relations = { ...draft.relations }
  for (const slot of fresh) {
    const told = u.relations?.[slot]
    if (told) relations[slot] = told
    else delete relations[slot]
  }
  return { ...draft, relations }
}

/** What is known of how to reach the customer, with what the words add; wishes about it add up. */
export function contactHeard(before: Contact, { contact }: Understanding): Contact {
  const wishes = withWishes(before.wishes ?? [], contact.wishes ?? [])
  return { ...before, ...contact, ...(wishes.length ? { wishes } : {}) }
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
export function gather(draft: Draft, event: Said, rules: Rules, locale: Locale): Draft {
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
  { understood: u, text, known }: Said,
  rules: Rules,
  locale: Locale,
): Facts {
  const told = Object.entries(u.facts)
  const brought = broughtFacts(known)
  if (told.length === 0 && !brought) return draft.facts
  const facts: Record<string, string> = { ...brought, ...draft.facts }
  const correcting = draft.open?.kind === 'summary' || draft.open?.kind === 'change'
  const asksNeed = draft.open?.kind === 'need' || draft.open?.id === 'need'
  const right = correcting || setsRight(text)
  for (const [slot, value] of told) {
    // "By Friday" tells when it is needed, not when it happened.
    if (slot === 'when' && (asksNeed || u.facts.need?.includes(value))) continue
    const unsaid = brought?.[slot] === facts[slot]
    const mayChange = right || unsaid || slot === 'order' || slot === 'tracking'
    if (mayChange || facts[slot] === undefined) facts[slot] = inWords(slot, value, rules, locale)
  }
  return facts
}

/** What the page brought, as facts nobody has to be asked for; what the customer says himself counts more. */
function broughtFacts(known: Said['known']): Record<string, string> | undefined {
  if (!known) return undefined
  const { order, shop } = known
  return { ...(order && { order }), ...(shop && { where: shop }) }
}

function wishHeard(draft: Draft, { understood: u, text }: Said): Partial<Draft> {
  const asked = draft.open?.kind === 'wish'
  if (!asked && (!isPlainWish(u.wish) || u.wish === draft.wish?.remedy)) return {}
  const told = Object.keys(u.facts).length + Object.keys(u.contact).length
  const more = told > 0 || u.hurt
  const noWish = more || u.yes !== undefined || u.digit !== undefined || u.intents.length > 0
  if (asked && u.wish === undefined && noWish) return {}
  const whole = asked || widthOf(text) <= shortWish
  const said = whole || !u.wish ? text.trim() : wishIn(text, u.wish)
  const words = said.slice(0, longestAnswer)
  if (!words || (asked && !/[\p{L}\p{N}]/u.test(words))) return {}
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
