import type { Catalog } from '../domain/catalog.ts'
import type { Remedy } from '../domain/ticket.ts'
import type { Intent, Understanding } from '../domain/understanding.ts'
import type { Locale } from '../domain/wording.ts'
import { compile } from './compile.ts'
import type { Lexicon } from './lexicon.ts'
import { matchOption, optionsInStory } from './match-option.ts'
import { readEmail, readPhone } from './read-contact.ts'
import { type FoundFact, readFacts } from './read-facts.ts'
import { readLoss } from './read-loss.ts'
import { createReader, type Reading } from './read-page.ts'
import { type LevelRules, tellHurt, tellLevel } from './tell-level.ts'
import { tellLanguage, wantedLanguage } from './tell-language.ts'
import { tellMood } from './tell-mood.ts'
import { isLittleElse, loneDigit, type Plainly, tellPlainly, yesOrNo } from './tell-plainly.ts'
import { weighCategory } from './weigh-category.ts'

/** What the conversation knows already: its language, its category, and the question it has just asked. */
export type Asked = { locale?: Locale; category?: string; question?: string }

export type Understand = (text: string, asked?: Asked) => Understanding

/** Questions of the conversation itself, which stand in no category. */
const contactSlots = ['contact', 'name', 'phone', 'email', 'convenient']
const shortWish = 10
/** Shorter messages tell no story, in Chinese characters and in Latin letters. */
const storyHan = 7
const storyLatin = 14
const asking = /吗[?!。~ ]*$/
/** Asking how something is used is no grievance. */
const adviceCategory = 'use'
const wishReach = 16

/**
 * Reads messages by the lexicon and the catalog: pure, and never throws. `rules` are the policy's levels; without them
 * the lexicon's own levels count and a loss raises nothing.
 */
export function createUnderstand(lexicon: Lexicon, catalog: Catalog, rules?: LevelRules): Understand {
  const compiled = compile(lexicon, catalog)
  const kindOf = compiled.fold.kinds
  const read = createReader(compiled)
  const categories = new Map(catalog.categories.map((category) => [category.id, category]))

  return function understand(text, asked = {}) {
    const page = compiled.fold.page(text)
    const reading = read(page)
    const plainly = tellPlainly(reading, kindOf)
    const askedCategory = asked.category === undefined ? undefined : categories.get(asked.category)
    const askedSlot = slotOf(askedCategory, asked.question)
    const locale = tellLanguage(reading, kindOf, asked.locale)
    const hurt = tellHurt(reading)
    const category = weighCategory(reading, catalog, hurt)
    const found = page.length === 0 ? [] : readFacts(compiled, reading, askedSlot)
    const loss = reading.hits.some(({ use }) => use.means.loss) ? readLoss(page) : undefined
    const level = tellLevel({
      reading,
      category: category && categories.get(category.id),
      because: category,
      loss,
      rules,
    })
    const intents = tellIntents(reading, plainly)
    const contact = tellContact(reading, found, askedSlot)
    const aggrieved =
      hurt !== undefined ||
      tellsGrievance(reading, intents) ||
      (Object.keys(contact).length === 0 && tellsStory(reading, intents))
    const mood = tellMood(reading, aggrieved)
    const about = category?.id ?? askedCategory?.id
    const understood: Draft = {
      intents,
      grievance: mood !== 'calm' || aggrieved,
      mood,
      hurt: hurt !== undefined,
      facts: tellFacts(reading, found, about, locale ?? asked.locale ?? 'zh-CN'),
      contact,
    }
    const option =
      askedCategory && asked.question !== undefined
        ? matchOption({ compiled, reading, plainly, category: askedCategory, question: asked.question })
        : undefined
    const wantsLocale = wantedLanguage(reading)
    const yes = yesOrNo(plainly)
    const digit = loneDigit(reading, kindOf)
    const wish = tellWish(reading, plainly, askedSlot)
    const answer = reading.hits.find(({ use }) => use.means.answer)?.use.means.answer
    if (locale !== undefined) understood.locale = locale
    if (wantsLocale !== undefined) understood.wantsLocale = wantsLocale
    if (yes !== undefined) understood.yes = yes
    if (digit !== undefined) understood.digit = digit
    if (category !== undefined) understood.category = category
    if (level !== undefined) understood.level = level
    if (loss !== undefined) understood.loss = loss
    if (wish !== undefined) understood.wish = wish
    if (answer !== undefined) understood.answer = answer
    if (option !== undefined) understood.option = option
    return understood
  }
}

type Draft = { -readonly [K in keyof Understanding]: Understanding[K] }

function slotOf(
  category: Catalog['categories'][number] | undefined,
  question: string | undefined,
): string | undefined {
  if (question === undefined) return undefined
  const known = category && [...category.closed, ...category.open].find(({ id }) => id === question)
  return known?.slot ?? question
}

function tellIntents(reading: Reading, plainly: Plainly | undefined): Intent[] {
  const intents: Intent[] = []
  const add = (intent: Intent | undefined) => {
    if (intent && !intents.includes(intent)) intents.push(intent)
  }
  for (const { use } of reading.hits) {
    if (!use.alone) add(use.means.intent)
    if (use.means.language) add('language')
    if (use.means.answer) add('ask')
  }
  if (isLittleElse(plainly)) for (const use of plainly.uses) if (use.alone) add(use.means.intent)
  return intents
}

function tellsGrievance(reading: Reading, intents: readonly Intent[]): boolean {
  if (intents.includes('complaint')) return true
  return reading.hits.some(
    ({ use: { means } }) => means.grievance === true || means.lexicon !== undefined,
  )
}

/**
 * Whether the words read like the story of something gone wrong, though no word of the lexicon says so: a few words at
 * least, no praise, and no wish of another kind. Who writes so much to a complaint desk seldom writes to chat.
 */
function tellsStory(reading: Reading, intents: readonly Intent[]): boolean {
  const { page, hits } = reading
  if (page.han < storyHan && page.small < storyLatin) return false
  if (intents.length > 0 && !intents.every((intent) => intent === 'greeting')) return false
  if (asking.test(page.text())) return false
  let tells = false
  for (const { use } of hits) {
    const { praise, answer, language, category, telling } = use.means
    if (praise || answer || language || category === adviceCategory) return false
    if (telling || category) tells = true
  }
  return tells
}

/** A remedy is a wish where it is wished: with a word of wishing near it, in a few words, or as the answer. */
function tellWish(
  reading: Reading,
  plainly: Plainly | undefined,
  askedSlot: string | undefined,
): Remedy | undefined {
  const { hits } = reading
  const short = plainly !== undefined && plainly.letters <= shortWish
  let wish: { remedy: Remedy; start: number; length: number } | undefined
  for (const { use, start, end } of hits) {
    const { remedy } = use.means
    if (!remedy) continue
    const wished =
      use.means.wanting ||
      short ||
      askedSlot === 'wish' ||
      hits.some(
        (hit) =>
          hit.use.means.wanting &&
          hit.start < end + wishReach / 2 &&
          start - hit.end <= wishReach * (hit.use.english ? 2 : 1),
      )
    if (!wished) continue
    if (!wish || (start === wish.start && end - start > wish.length)) {
      wish = { remedy, start, length: end - start }
    }
  }
  return wish?.remedy
}

/** What the words say for slots; the options of the category's questions only where the words do not say it plainer. */
function tellFacts(
  reading: Reading,
  found: readonly FoundFact[],
  category: string | undefined,
  locale: Locale,
): Record<string, string> {
  const facts = category === undefined ? {} : optionsInStory(reading, category, locale)
  for (const { slot, value } of found) if (!contactSlots.includes(slot)) facts[slot] = value
  return facts
}

function tellContact(
  reading: Reading,
  found: readonly FoundFact[],
  askedSlot: string | undefined,
): Understanding['contact'] {
  const { page } = reading
  const contact: { name?: string; phone?: string; email?: string; convenient?: string } = {}
  for (const { slot, value } of found) {
    if (slot === 'name' || slot === 'convenient') contact[slot] = value
  }
  if (page.digits >= 7) {
    const phone = readPhone(page, found, askedSlot === 'phone' || askedSlot === 'contact')
    if (phone !== undefined) contact.phone = phone
  }
  if (page.raw.includes('@')) {
    const email = readEmail(page)
    if (email !== undefined) contact.email = email
  }
  return contact
}
