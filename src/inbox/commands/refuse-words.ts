import { type Guard, type Misused, misused } from './command.ts'

/**
 * Looks at words a customer is to read. Money is promised by a proposal that somebody approved, never in free words;
 * and nobody is blamed or talked down to. Answers nothing where the words may go.
 */
export function refuseWords(text: string, guard: Guard): Misused | undefined {
  const promise = guard.findPromise(text)
  if (promise !== undefined)
    return misused({ key: 'desk.refuse.promise', values: { words: promise } })
  return refuseManners(text, guard)
}

/** The same for words that may name money because they will be approved. */
export function refuseManners(text: string, guard: Guard): Misused | undefined {
  const rude = guard.findBadManners(text)
  if (rude === undefined) return undefined
  return misused({ key: 'desk.refuse.manners', values: { words: rude } })
}
