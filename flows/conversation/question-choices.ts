import type { Choice } from '../../src/domain/effect.ts'
import type { Waiting } from './context.ts'

/** The button under a colleague's question; a digit answers the question itself. */
export function questionChoices({
  number,
  question,
}: Waiting & { what: 'question' }): readonly Choice[] {
  const label = { key: 'conversation.choices.dontKnow' }
  return [{ id: `question:${number}:${question}`, label }]
}
