import type { TicketId } from '../../src/domain/actor.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { Because, Facts, Level, Remedy } from '../../src/domain/ticket.ts'
import type { Relations } from '../../src/domain/understanding.ts'

/** The question that waits for its answer. `id` is a catalog question's; of a `fact` no question asks for, its slot. */
export type Open = {
  kind:
    | 'story'
    | 'question'
    | 'fact'
    | 'need'
    | 'wish'
    | 'contact'
    | 'evidence'
    | 'summary'
    | 'change'
  id?: string
}

/** A complaint in the making. `asked` counts against the measure of questions. */
export type Draft = {
  since: number
  /** The case that was opened from it before the customer's yes, which then confirms it. */
  ticket?: TicketId
  story: string
  category: string
  categoryBecause: Because
  level: ({ level: Level } & Because) | null
  facts: Facts
  loss: number | null
  /** The day he needs it by, read from the fact `need` when that was said: its first moment, epoch ms. */
  needBy?: number | null
  /** What the people among the facts are to the customer. */
  relations?: Relations
  wish: { words: string; remedy?: Remedy } | null
  earlierWishes: readonly string[]
  files: readonly FileRef[]
  hurt: boolean
  furious: boolean
  asked: readonly string[]
  /** Questions put a second time, because something else was said to them. */
  again: readonly string[]
  open: Open | null
  /** How often the customer was asked what happened. */
  storyAsked: number
  /** The customer wants it sent as it is. */
  rush: boolean
  /** One answer is being corrected; the summary follows. */
  correcting: boolean
  /** Nobody has answered for long: kept until the customer writes again. */
  paused: boolean
  reminded: boolean
  soothed: readonly Soothing[]
  /** Somebody was in danger: beyond how to reach him and what he wishes nothing is asked. */
  calm?: true
  /** It became a ticket while the customer was away: he hears its number with his next message. */
  untold?: boolean
  /** "Forget it" was answered with the question whether a person shall look at it. */
  personAsked?: boolean
  /** The customer wants nobody to look at it. */
  declined?: boolean
}

export type Soothing = 'ordinary' | 'furious' | 'hurt'

/** Characters of the customer's own words that a draft keeps. */
export const longestStory = 2_000
export const longestAnswer = 200

/** Nothing is known yet but when the customer began (epoch ms). */
export function newDraft(since: number): Draft {
  return {
    since,
    story: '',
    category: 'other',
    categoryBecause: { rule: 'category.none' },
    level: null,
    facts: {},
    loss: null,
    wish: null,
    earlierWishes: [],
    files: [],
    hurt: false,
    furious: false,
    asked: [],
    again: [],
    open: null,
    storyAsked: 0,
    rush: false,
    correcting: false,
    paused: false,
    reminded: false,
    soothed: [],
  }
}
