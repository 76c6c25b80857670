import type { Wording } from '../domain/wording.ts'
import type { Outcome } from './commands/command.ts'

/** The answer to a command that is none: what may have been meant, the words after it kept. */
export function didYouMean({
  word,
  rest,
  suggestions,
}: {
  word: string
  rest: string
  suggestions: readonly string[]
}): Outcome {
  const choices = suggestions.map((name) => ({
    id: [`/${name}`, rest].filter(Boolean).join(' '),
    label: { key: `desk.command.${name}.name` },
  }))
  const key = suggestions.length > 0 ? 'desk.didYouMean' : 'desk.refuse.command'
  const texts: Wording[] = [{ key, values: { word } }]
  if (suggestions.length === 0) texts.push({ key: 'desk.help.how' })
  return { kind: 'answer', answer: { texts, ...(choices.length > 0 ? { choices } : {}) } }
}
