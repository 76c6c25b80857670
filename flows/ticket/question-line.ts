import { maskText } from '../../src/domain/mask.ts'
import type { Wording } from '../../src/domain/wording.ts'
import type { TicketContext } from './context.ts'
import { wording } from './turn.ts'

/** The line of a card that says what the customer was asked and has not answered. */
export function questionLine({ question }: TicketContext): Wording[] {
  if (!question) return []
  const { by, text, at } = question
  return [
    wording('ticket.card.question', { name: by.name, text: maskText(text), at: { time: at } }),
  ]
}
