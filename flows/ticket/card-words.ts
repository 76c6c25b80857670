import { maskText } from '../../src/domain/mask.ts'
import type { Level, TicketState } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import type { TicketContext } from './context.ts'
import { wording } from './turn.ts'

/** Signs of a story, a wish or a place that a card shows; the whole stands in the history. */
export const shown = 80

/** Words that may be lacking, behind what they belong to. */
export function wordsAfter(text: string): Wording | string {
  return text ? wording('ticket.card.words', { text }) : ''
}

/** What a decision rests on, as staff read it. */
export function ruleName(rule: string): string | Wording {
  return rule === 'person' ? wording('ticket.card.byPerson') : rule
}

/** What a customer wrote, without what tells who he is. */
export function masked(words: string): string {
  return maskText(words)
}

/** What a customer wrote, masked and short enough for a line. */
export function short(words: string): string {
  const line = maskText(words).replace(/\s+/g, ' ').trim()
  const signs = [...line]
  return signs.length > shown ? `${signs.slice(0, shown).join('')}…` : line
}

/** Whoever has the case, or that nobody has. */
export function ownerName({ owner }: TicketContext): string | Wording {
  return owner?.name ?? wording('ticket.card.nobody')
}

/** The level in words. */
export function levelName(level: Level): Wording {
  return wording(`level.${level}`)
}

/** The state in words. */
export function stateName(state: TicketState): Wording {
  return wording(`state.${state}`)
}
