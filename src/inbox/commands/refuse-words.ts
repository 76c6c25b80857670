import { sumsIn } from '../read-options.ts'
import { type Guard, type Misused, misused } from './command.ts'

const gapAtSum = /\s+(?=\d)|(?<=\d)\s+/gu

/**
 * Looks at words a customer is to read. Money is promised by a proposal that somebody approved, never in free words;
 * and nobody is blamed or talked down to. Answers nothing where the words may go. Words about sums that were approved and
 * agreed (分) may go: they tell what was carried out.
 */
export function refuseWords(
  text: string,
  guard: Guard,
  agreed: readonly number[] = [],
): Misused | undefined {
  // A gap before a sum or its currency hides no promise.
  const promise = guard.findPromise(text) ?? guard.findPromise(text.replace(gapAtSum, ''))
  const named = sumsIn(text)
  const carriedOut = named.length > 0 && named.every((sum) => agreed.includes(sum))
  if (promise !== undefined && !carriedOut)
    return misused({ key: 'desk.refuse.promise', values: { words: promise } })
  return refuseManners(text, guard)
}

/** The same for words that may name money because they will be approved. */
export function refuseManners(text: string, guard: Guard): Misused | undefined {
  const rude = guard.findBadManners(text)
  if (rude === undefined) return undefined
  return misused({ key: 'desk.refuse.manners', values: { words: rude } })
}
