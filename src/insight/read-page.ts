import type { Compiled, Pattern, PatternPart } from './compile.ts'
import { kinds, type Page } from './fold.ts'
import type { Found } from './scan.ts'
import type { Use } from './use.ts'

/** Words of the text and what they stand for. */
export type Hit = { use: Use; start: number; end: number }

/** A text with everything of the lexicon that stands in it, by start, and the fact patterns worth trying. */
export type Reading = {
  page: Page
  hits: readonly Hit[]
  facts: readonly number[]
  /** Some word stood in it that only English has. */
  english: boolean
}

/** In longer messages small words and words that count alone mean nothing. */
export const longestPlain = 40

/** Reads pages by a compiled lexicon: finds the words, joins the parts of patterns, and drops what an idiom covers. */
export function createReader(compiled: Compiled): (page: Page) => Reading {
  const { usesOf, patternsOf, partsOf, fold } = compiled
  // Where each part was found last, so that most patterns are given up at their first word.
  const lastOf = new Int32Array(compiled.parts)
  const seen = new Int32Array(compiled.parts)
  let turn = 0

  function mark({ count, term }: Found): void {
    turn = (turn + 1) | 0
    for (let i = 0; i < count; i++) {
      for (const part of partsOf[term[i]!]!) {
        lastOf[part] = i
        seen[part] = turn
      }
    }
  }

  function gatherPatterns(gathered: Gathered, found: Found, i: number, page: Page): void {
    for (const { rest, use } of patternsOf[found.term[i]!]!) {
      const next = rest[0]!.id
      if (seen[next] !== turn || lastOf[next]! <= i) continue
      const end = follow({ found, rest, from: i, page, kindOf: fold.kinds })
      if (end > 0) gather(gathered, use, found.start[i]!, end)
    }
  }

  return function read(page) {
    const found = compiled.scan(page.codes, page.length)
    mark(found)
    const gathered = {
      hits: [],
      facts: [],
      masks: [],
      negations: [],
      english: false,
      plain: page.length <= longestPlain,
    }
    for (let i = 0; i < found.count; i++) {
      for (const use of usesOf[found.term[i]!]!) {
        gather(gathered, use, found.start[i]!, found.end[i]!)
      }
      gatherPatterns(gathered, found, i, page)
    }
    return settled(gathered, page, fold.kinds)
  }
}

type Gathered = {
  hits: Hit[]
  facts: number[]
  masks: Hit[]
  negations: Hit[]
  english: boolean
  plain: boolean
}

function gather(gathered: Gathered, use: Use, start: number, end: number): void {
  if (use.fact >= 0) {
    if (!gathered.facts.includes(use.fact)) gathered.facts.push(use.fact)
    return
  }
  if (use.english) {
    gathered.english = true
    if (use.means.english) return
  }
  if (use.small && !gathered.plain) return
  const hit = { use, start, end }
  gathered.hits.push(hit)
  if (use.masks) gathered.masks.push(hit)
  if (use.bit !== 0) gathered.negations.push(hit)
}

/** Without what a longer idiom covers and what a negation takes away. */
function settled(gathered: Gathered, page: Page, kindOf: Uint8Array): Reading {
  const { masks, facts, english } = gathered
  let { hits, negations } = gathered
  if (masks.length > 0) {
    hits = hits.filter((hit) => !isCovered(hit, masks))
    negations = negations.filter((hit) => !isInside(hit, masks))
  }
  if (negations.length > 0) {
    hits = hits.filter((hit) => hit.use.unless === 0 || !isNegated(hit, negations, page, kindOf))
  }
  return { page, hits, facts, english }
}

/** Where the last part of the pattern ends, or 0. */
function follow(given: {
  found: Found
  rest: Pattern['rest']
  from: number
  page: Page
  kindOf: Uint8Array
}): number {
  const { found, rest, page, kindOf } = given
  let index = given.from
  for (const part of rest) {
    const end = found.end[index]!
    const next = nextOf(found, part, index)
    if (next < 0 || hasStop(page, end, found.start[next]!, kindOf, kinds.stop)) return 0
    index = next
  }
  return found.end[index]!
}

/** The nearest term of the part after the find at `index`, the longest of those; -1 where none is in reach. */
function nextOf(found: Found, part: PatternPart, index: number): number {
  const from = found.end[index]!
  const until = from + part.reach
  let nearest = -1
  for (let i = index + 1; i < found.count; i++) {
    const start = found.start[i]!
    if (start > until || (nearest >= 0 && start > found.start[nearest]!)) break
    if (start >= from && part.terms.has(found.term[i]!)) nearest = i
  }
  return nearest
}

function hasStop(page: Page, from: number, to: number, kindOf: Uint8Array, atLeast: number) {
  for (let i = from; i < to; i++) if (kindOf[page.codes[i]!]! >= atLeast) return true
  return false
}

/** Inside longer words that mask. A question with an answer masks no wish but that to complain. */
function isCovered({ use, start, end }: Hit, masks: readonly Hit[]): boolean {
  const { intent, danger } = use.means
  // "The phone has not swollen" is a mask as long as "phone … swollen", which it denies.
  const shortest = end - start + (danger ? 0 : 1)
  for (const mask of masks) {
    if (mask.start > start || end > mask.end || mask.end - mask.start < shortest) continue
    if (!mask.use.means.answer || !intent || intent === 'complaint') return true
  }
  return false
}

/** An idiom that begins with its negation (没伤着) leaves the negation to what comes after. */
function isInside({ start, end }: Hit, masks: readonly Hit[]): boolean {
  return masks.some((mask) => mask.start < start && end <= mask.end)
}

function isNegated(hit: Hit, negations: readonly Hit[], page: Page, kindOf: Uint8Array): boolean {
  for (const { use, end } of negations) {
    if ((use.bit & hit.use.unless) === 0 || end > hit.start || hit.start - end > use.reach) continue
    if (!hasStop(page, end, hit.start, kindOf, kinds.comma)) return true
  }
  return false
}
