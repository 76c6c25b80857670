import { z } from 'zod'
import { contactWishKinds } from '../domain/contact-wish.ts'
import { dangerKinds } from '../domain/danger.ts'
import { relations } from '../domain/party.ts'
import { remedies } from '../domain/ticket.ts'
import { intents } from '../domain/understanding.ts'
import { locales } from '../domain/wording.ts'

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])

/** Whether something is now: it was, it might be, it is over; it is now. */
const cues = ['past', 'if', 'over', 'now'] as const
export type Cue = (typeof cues)[number]

/** What a word means; several at once are possible. */
const meaning = z.strictObject({
  intent: z.enum(intents).optional(),
  says: z.enum(['yes', 'no', 'filler']).optional(),
  grievance: z.literal(true).optional(),
  category: z.string().optional(),
  /** How strongly it speaks for the category; 2 where absent. */
  weight: z.number().int().min(1).max(20).optional(),
  /** A lexicon of the level rules in the policy: `authority`, `media`, `court`, `death`, `hurt`. */
  lexicon: z.string().optional(),
  level: level.optional(),
  mood: z.enum(['upset', 'furious']).optional(),
  remedy: z.enum(remedies).optional(),
  /** Wishing in general: what makes a named remedy a wish. */
  wanting: z.literal(true).optional(),
  /** A language asked for by name. */
  language: z.enum(locales).optional(),
  /** Turns what follows within `within` characters around, for entries that list it under `unless`. */
  negation: z.string().optional(),
  within: z.number().int().min(0).max(20).optional(),
  /** Nothing inside these words counts on its own. */
  mask: z.literal(true).optional(),
  product: z.literal(true).optional(),
  /** A slot whose fact these words are. */
  slot: z.string().optional(),
  /** Small words of a story in which something went another way than it should. */
  telling: z.literal(true).optional(),
  praise: z.literal(true).optional(),
  /** Words by which a sum of money is a loss. */
  loss: z.literal(true).optional(),
  /** Plain English words, which tell the language. */
  english: z.literal(true).optional(),
  answer: z.string().optional(),
  /** People are in danger: `sure` without condition, only beside a word that says `now`, or never, and then it is asked. */
  danger: z.enum(dangerKinds).optional(),
  sure: z.enum(['now', 'never']).optional(),
  /** Whether a danger is now: what takes it away, and what gives it back. */
  cue: z.enum(cues).optional(),
  /** Cues that do not take this danger away. */
  despite: z.array(z.enum(cues)).optional(),
  /** A wish about how, when or by whom one is reached. */
  contact: z.enum(contactWishKinds).optional(),
  /** What somebody is to the person who writes. */
  relation: z.enum(relations).optional(),
})
export type Meaning = z.infer<typeof meaning>

const spelled = z.array(z.coerce.string().min(1))
export const wordsSchema = z.strictObject({
  'zh-CN': spelled.optional(),
  'zh-TW': spelled.optional(),
  en: spelled.optional(),
})

/** One rule of the lexicon: words, and what they mean. */
export const entrySchema = z.strictObject({
  rule: z.string().min(1),
  means: meaning,
  /** Counts only where the message is little else. */
  alone: z.literal(true).optional(),
  /** Negations that take it away. */
  unless: z.array(z.string()).optional(),
  words: wordsSchema,
})
export type Entry = z.infer<typeof entrySchema>

export const lexiconFileSchema = z.strictObject({ entries: z.array(entrySchema).min(1) })

const expression = z.string().superRefine((source, context) => {
  try {
    new RegExp(source, 'u')
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
  }
})

/**
 * A pattern that reads a fact. It runs on the folded text, and only where one of `near` was found; its group `value` is
 * the fact in the customer's own words. `asked`: only as the answer to a question for that slot, or
 * for the one that is named.
 */
export const factSchema = z.strictObject({
  rule: z.string().min(1),
  slot: z.string().min(1),
  near: spelled.optional(),
  asked: z.union([z.literal(true), z.string().min(1)]).optional(),
  pattern: expression,
})
export type Fact = z.infer<typeof factSchema>
export const factFileSchema = z.strictObject({ facts: z.array(factSchema).min(1) })

/** A rule of the guard on staff's words: patterns on the folded text, and what takes them away. */
export const guardRuleSchema = z.strictObject({
  rule: z.string().min(1),
  find: z.array(expression).min(1),
  except: z.array(expression).optional(),
})
export type GuardRule = z.infer<typeof guardRuleSchema>
export const guardFileSchema = z.strictObject({
  promises: z.array(guardRuleSchema).min(1),
  manners: z.array(guardRuleSchema).min(1),
  calls: z.array(guardRuleSchema).min(1),
  medical: z.array(guardRuleSchema).min(1),
})
export type GuardRules = z.infer<typeof guardFileSchema>

/** How the words of danger are mistaken for others: characters that sound alike, words they make, English words. */
export const soundsFileSchema = z.strictObject({
  alike: z.array(z.string().min(2)).min(1),
  words: z.array(z.string().min(2)).min(1),
  english: z.array(z.string().min(5)),
})
export type SafetyWords = {
  entries: readonly Entry[]
  sounds: z.infer<typeof soundsFileSchema>
}

/** Everything the understanding of text rests on, as data. */
export type Lexicon = {
  entries: readonly Entry[]
  facts: readonly Fact[]
  guard: GuardRules
  safety: SafetyWords
}
