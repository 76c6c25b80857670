import { kinds } from './fold.ts'
import { type Hit, longestPlain, type Reading } from './read-page.ts'
import type { Use } from './use.ts'

/** The message as a row of known small words: `uses` in order, `rest` the number of other words or characters. */
export type Plainly = { uses: readonly Use[]; rest: number; letters: number }

/** Walks over the message word by word, the longest known small word first; undefined where it is too long for that. */
export function tellPlainly(reading: Reading, kindOf: Uint8Array): Plainly | undefined {
  const { page, hits } = reading
  if (page.length > longestPlain) return undefined
  const small = hits.filter(({ use }) => use.alone || use.means.says || use.means.intent)
  const uses: Use[] = []
  let rest = 0
  let letters = 0
  let at = 0
  while (at < page.length) {
    const end = longestFrom(small, at)
    if (end > at) {
      for (const hit of small) if (hit.start === at && hit.end === end) uses.push(hit.use)
      letters += end - at
      at = end
      continue
    }
    const kind = kindOf[page.codes[at]!]!
    const next =
      kind === kinds.latin || kind === kinds.digit ? endOfRun(page.codes, at, kindOf) : at + 1
    if (kind === kinds.han || next > at + 1 || kind === kinds.latin || kind === kinds.digit) {
      rest++
      letters += next - at
    }
    at = next
  }
  return { uses, rest, letters }
}

function longestFrom(hits: readonly Hit[], at: number): number {
  let end = 0
  for (const hit of hits) if (hit.start === at && hit.end > end) end = hit.end
  return end
}

function endOfRun(codes: Uint16Array, from: number, kindOf: Uint8Array): number {
  let at = from
  while (
    at < codes.length &&
    (kindOf[codes[at]!] === kinds.latin || kindOf[codes[at]!] === kinds.digit)
  )
    at++
  return at
}

/** Yes or no, where the message says one of them and nothing else. */
export function yesOrNo(plainly: Plainly | undefined): boolean | undefined {
  if (!plainly || plainly.rest > 0) return undefined
  const says = plainly.uses.map(({ means }) => means.says)
  if (says.includes('no')) return says.includes('yes') ? undefined : false
  return says.includes('yes') ? true : undefined
}

/** Whether a word that counts only alone may count: little is left beside it. */
export function isLittleElse(plainly: Plainly | undefined): plainly is Plainly {
  return plainly !== undefined && plainly.rest <= (plainly.letters >= 5 ? 1 : 0)
}

const chineseDigits = '零一二三四五六七八九'

/** The digit a message consists of. */
export function loneDigit(reading: Reading, kindOf: Uint8Array): number | undefined {
  const { page } = reading
  if (page.length > 6) return undefined
  let only = 0
  for (let i = 0; i < page.length; i++) {
    const kind = kindOf[page.codes[i]!]!
    if (kind !== kinds.han && kind !== kinds.digit && kind !== kinds.latin) continue
    if (only !== 0) return undefined
    only = page.codes[i]!
  }
  if (only >= 48 && only <= 57) return only - 48
  const chinese = only === 0 ? -1 : chineseDigits.indexOf(String.fromCharCode(only))
  return chinese >= 0 ? chinese : undefined
}
