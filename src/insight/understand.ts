import type { Catalog, Category, LevelHit } from '../domain/catalog.ts'
import type { Danger, Safety } from '../domain/safety.ts'
import type { Because, Contact } from '../domain/ticket.ts'
import type { Understanding } from '../domain/understanding.ts'
import type { Locale } from '../domain/wording.ts'
import { compile } from './compile.ts'
import type { Lexicon } from './lexicon.ts'
import { matchOption, optionsInStory } from './match-option.ts'
import { readEmail, readPhone } from './read-contact.ts'
import { type FoundFact, readFacts } from './read-facts.ts'
import { readLoss } from './read-loss.ts'
import { createReader, type Reading } from './read-page.ts'
import { tellContactWishes } from './tell-contact-wishes.ts'
import { createDangerReader } from './tell-danger.ts'
import { tellsGrievance, tellsStory } from './tell-grievance.ts'
import { tellIntents } from './tell-intents.ts'
import { tellLanguage, wantedLanguage } from './tell-language.ts'
import { type LevelRules, tellHurt, tellLevel } from './tell-level.ts'
import { tellMood } from './tell-mood.ts'
import { isLittleElse, loneDigit, type Plainly, tellPlainly, yesOrNo } from './tell-plainly.ts'
import { tellRelations } from './tell-relations.ts'
import { tellWish } from './tell-wish.ts'
import { weighCategory } from './weigh-category.ts'

/**
 * What the conversation knows already: its language, its category, and the question it has just asked: one of the
 * category's, or `wish`, `name`, `phone`, `contact`, `convenient`.
 */
export type Asked = { locale?: Locale; category?: string; question?: string }

export type Understand = (text: string, asked?: Asked) => Understanding

type Parts = { [K in keyof Understanding]?: Understanding[K] | undefined }

const contactSlots = ['contact', 'name', 'phone', 'email', 'convenient']
const usualLocale: Locale = 'zh-CN'
/** A phone number has at least so many digits. */
const phoneDigits = 7

/**
 * Reads messages by the lexicon and the catalog: pure, and never throws. `rules` are the policy's levels; without them
 * the lexicon's own levels count and a loss raises nothing.
 */
export function createUnderstand(
  lexicon: Lexicon,
  catalog: Catalog,
  rules?: LevelRules,
): Understand {
  const compiled = compile(lexicon, catalog)
  const kindOf = compiled.fold.kinds
  const read = createReader(compiled)
  const tellDanger = createDangerReader(lexicon.safety, catalog.safety)
  const categories = new Map(catalog.categories.map((category) => [category.id, category]))

  return function understand(text, asked = {}) {
    const page = compiled.fold.page(text)
    const reading = read(page)
    const plainly = tellPlainly(reading, kindOf)
    const before = categories.get(asked.category ?? '')
    const slot = slotOf(before, asked.question)
    const locale = tellLanguage(reading, kindOf, asked.locale)
    const found = readFacts(compiled, reading, slot)
    const loss = reading.hits.some(({ use }) => use.means.loss) ? readLoss(page) : undefined
    const hurt = tellHurt(reading)
    const danger = tellDanger(text)
    const category = weighCategory(reading, catalog, hurt)
    const about = categories.get(category?.id ?? '')
    const yes = yesOrNo(plainly)
    const parts: Parts = {
      locale,
      wantsLocale: wantedLanguage(reading),
      yes,
      digit: loneDigit(reading, kindOf),
      category,
      danger,
      level: graver(
        tellLevel({ reading, category: about, because: category, loss, rules }),
        danger,
        catalog.safety,
      ),
      loss,
      relations: tellRelations(reading, found, slot),
      wish: tellWish(reading, plainly, slot),
      answer: askedAnswer(reading, plainly),
      option: matchOption({
        compiled,
        reading,
        plainly,
        category: before,
        question: asked.question,
        yes,
      }),
    }
    const contact = tellContact(reading, found, slot)
    const facts = tellFacts(reading, found, about ?? before, locale ?? asked.locale ?? usualLocale)
    const intents = tellIntents(reading, plainly)
    return known(
      {
        ...tellFeelings(reading, intents, contact, hurt ?? danger),
        hurt: hurt !== undefined,
        intents,
        facts,
        contact,
      },
      parts,
    )
  }
}

/** The understanding, without what nothing is known of. */
function known(understood: Understanding, parts: Parts): Understanding {
  const all = understood as Record<string, unknown>
  for (const name of Object.keys(parts)) {
    const part = parts[name as keyof Parts]
    if (part !== undefined) all[name] = part
  }
  return understood
}

/** Who is in danger is in a graver case than the words for it would make. */
function graver(
  told: LevelHit | undefined,
  danger: Danger | undefined,
  { kinds }: Safety,
): LevelHit | undefined {
  const kind = danger?.sure ? kinds.find((one) => one.kind === danger.kind) : undefined
  if (!kind || (told && told.level >= kind.level)) return told
  const { level, rule } = kind
  return danger?.words === undefined ? { level, rule } : { level, rule, words: danger.words }
}

function tellFeelings(
  reading: Reading,
  intents: Understanding['intents'],
  contact: Understanding['contact'],
  harmed: Because | undefined,
): Pick<Understanding, 'mood' | 'grievance'> {
  const givesContact = Object.keys(contact).length > 0
  const aggrieved =
    harmed !== undefined ||
    tellsGrievance(reading, intents) ||
    (!givesContact && tellsStory(reading, intents))
  const mood = tellMood(reading, aggrieved)
  return { mood, grievance: aggrieved || mood !== 'calm' }
}

/** The catalog's answer that is asked for; words that count alone ask only where little else is said. */
function askedAnswer(reading: Reading, plainly: Plainly | undefined): string | undefined {
  const alone = isLittleElse(plainly)
  return reading.hits.find(({ use }) => use.means.answer && (alone || !use.alone))?.use.means.answer
}

function slotOf(category: Category | undefined, question: string | undefined): string | undefined {
  if (question === undefined) return undefined
  const asked = category && [...category.closed, ...category.open].find(({ id }) => id === question)
  return asked?.slot ?? question
}

/** What the words say for slots; the options of the category's questions only where the words do not say it plainer. */
function tellFacts(
  reading: Reading,
  found: readonly FoundFact[],
  category: Category | undefined,
  locale: Locale,
): Record<string, string> {
  const facts = category ? optionsInStory(reading, category.id, locale) : {}
  for (const { slot, value } of found) if (!contactSlots.includes(slot)) facts[slot] = value
  return facts
}

function tellContact(
  reading: Reading,
  found: readonly FoundFact[],
  askedSlot: string | undefined,
): Understanding['contact'] {
  const { page } = reading
  const contact: { -readonly [K in keyof Contact]: Contact[K] } = {}
  const wishes = tellContactWishes(reading)
  if (wishes.length > 0) contact.wishes = wishes
  for (const { slot, value } of found) {
    if (slot === 'name' || slot === 'convenient') contact[slot] = value
  }
  if (page.digits >= phoneDigits) {
    const phone = readPhone(page, found, askedSlot === 'phone' || askedSlot === 'contact')
    if (phone !== undefined) contact.phone = phone
  }
  if (page.raw.includes('@')) {
    const email = readEmail(page)
    if (email !== undefined) contact.email = email
  }
  return contact
}
