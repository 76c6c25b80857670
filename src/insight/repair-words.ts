import type { Fold } from './fold.ts'
import type { SafetyWords } from './lexicon.ts'

/**
 * Puts right how words of danger are spelled in a hurry: characters that sound alike where half of the word stands as it
 * should, and English words one letter away. The text comes back folded; unchanged where there is nothing to put right.
 */
export function createRepair(sounds: SafetyWords['sounds'], fold: Fold): (text: string) => string {
  const soundsLike = likeEachOther(sounds.alike.map((line) => fold.word(line)))
  const wordsFrom = byBeginning(
    sounds.words.map((word) => [...fold.word(word)]),
    soundsLike,
  )
  const english = new Set(sounds.english)

  const alike = (a: string, b: string) => a === b || soundsLike.get(a)?.has(b) === true

  function standsAt(text: readonly string[], at: number, word: readonly string[]): boolean {
    let same = 0
    for (let i = 0; i < word.length; i++) {
      const found = text[at + i]
      if (found === undefined || !alike(found, word[i]!)) return false
      if (found === word[i]) same++
    }
    return same < word.length && same * 2 >= word.length
  }

  function repairChinese(text: string): string {
    const signs = text.split('')
    for (let at = 0; at < signs.length; at++) {
      const word = wordsFrom.get(signs[at]!)?.find((one) => standsAt(signs, at, one))
      if (word) signs.splice(at, word.length, ...word)
    }
    return signs.join('')
  }

  const repairWord = (word: string) => {
    if (english.has(word)) return word
    for (const right of english) if (isOneSlipAway(word, right)) return right
    return word
  }

  return (text) => {
    const folded = fold.word(text)
    const repaired = repairChinese(folded).replace(/[a-z]{5,}/g, repairWord)
    return repaired === folded ? text : repaired
  }
}

/** For each character all that sound like it, itself among them. */
function likeEachOther(groups: readonly string[]): Map<string, Set<string>> {
  const like = new Map<string, Set<string>>()
  for (const group of groups) {
    for (const sign of group) like.set(sign, new Set([...(like.get(sign) ?? []), ...group]))
  }
  return like
}

/** The words that a character may be the beginning of, in their order. */
function byBeginning(
  words: readonly (readonly string[])[],
  soundsLike: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, (readonly string[])[]> {
  const from = new Map<string, (readonly string[])[]>()
  for (const word of words) {
    const first = word[0]!
    for (const sign of soundsLike.get(first) ?? [first]) {
      from.set(sign, [...(from.get(sign) ?? []), word])
    }
  }
  return from
}

/** One letter lacking, too much, another one, or two changed places. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let back = 0
  while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back)) back++
  const left = a.slice(from, a.length - back)
  const right = b.slice(from, b.length - back)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && left[0] === right[1] && left[1] === right[0]
}
