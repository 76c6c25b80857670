import type { PartySlot, Relation } from './party.ts'
import type { Danger } from './safety.ts'
import type { Because, Contact, Level, Remedy } from './ticket.ts'
import type { Locale } from './wording.ts'

/** What a person wants at any moment, in whatever words. */
export const intents = [
  'greeting',
  'thanks',
  'complaint',
  'human',
  'cancel',
  'give up',
  'restart',
  'progress',
  'language',
  'help',
  'submit',
  'skip',
  'urge',
  'withdraw',
  'robot',
  'ask',
  'goodbye',
  'praise',
  'suggestion',
  'see data',
  'private link',
  'erase data',
] as const
export type Intent = (typeof intents)[number]

export type Relations = Readonly<Partial<Record<PartySlot, Relation>>>

/** What was read out of a message, each conclusion with the rule it rests on. Pure: text in, this out. */
export type Understanding = {
  /** The language the words are written in; absent where they do not tell (`ok`, `123`). */
  locale?: Locale
  /** A language asked for by name ("说英文", "English please"). */
  wantsLocale?: Locale
  intents: readonly Intent[]
  /** Yes or no, where the message is little else. */
  yes?: boolean
  /** A digit alone, 0–9, also written 一 or ①. */
  digit?: number
  /** Something went wrong for the person who writes. */
  grievance: boolean
  category?: { id: string } & Because
  level?: { level: Level } & Because
  mood: 'calm' | 'upset' | 'furious'
  /** Somebody is or was hurt. */
  hurt: boolean
  /** People are in danger now, or may be: this comes before everything else. */
  danger?: Danger
  /** Slots filled by the words: `product`, `order`, `when`, `where`, … */
  facts: Readonly<Record<string, string>>
  /** What the people in the slots `affected` and `buyer` are to the one who writes. */
  relations?: Relations
  /** A loss or price named, in 分. */
  loss?: number
  contact: Contact
  wish?: Remedy
  /** The id of the catalog's answer that this question asks for. */
  answer?: string
  /** The option of the asked closed question the words mean. */
  option?: string
}
