import type { Safety } from './safety.ts'
import type { Because, Level } from './ticket.ts'
import type { Locale } from './wording.ts'

/** The same words in each language. */
export type InEveryLanguage = Readonly<Record<Locale, string>>
/** At least one way to say it, in each language. */
export type WaysToSay = Readonly<Record<Locale, readonly string[]>>

/** A question of a category. With `options` it is closed and gets buttons; free words are always taken too. */
export type Question = {
  id: string
  /** The slot it fills; a question whose slot is filled already is not asked. */
  slot: string
  ask: WaysToSay
  options?: readonly { id: string; label: InEveryLanguage; words: readonly string[] }[]
  /** Asked only after one of these answers to an earlier closed question of the category. */
  onlyIf?: { question: string; options: readonly string[] }
  /** How the answer reads in the summary. */
  label: InEveryLanguage
}

export type Category = {
  id: string
  name: InEveryLanguage
  level: Level
  levelRule: string
  /** The department that usually answers for it. */
  department: string
  open: readonly Question[]
  closed: readonly Question[]
  /** What it stops the customer doing, and by when he needs it, is asked once; with `onlyIf` only after one of these answers. */
  need?: { onlyIf?: { question: string; options: readonly string[] } }
}

/** A question the desk can answer without a ticket ("怎么投诉", "几天有结果"). */
export type CatalogAnswer = { id: string; text: WaysToSay }

export type Catalog = {
  categories: readonly Category[]
  answers: readonly CatalogAnswer[]
  safety: Safety
}

export type LevelHit = { level: Level } & Because
