import type { Compiled, Pattern, Use } from './compile.ts'
import { kinds, type Page } from './fold.ts'
import type { Found } from './scan.ts'

/** Words of the text and what they stand for. */
export type Hit = { use: Use; start: number; end: number }

/** A text with everything of the lexicon that stands in it, by start. */
export type Reading = { page: Page; hits: readonly Hit[]; facts: ReadonlySet<number> }

const noFacts: ReadonlySet<number> = new Set()

/** Finds the words, joins the parts of patterns, and drops what an idiom covers or a negation takes away. */
export function readPage(compiled: Compiled, page: Page): Reading {
  const found = compiled.scan(page.codes, page.length)
  const all: Hit[] = []
  let facts: Set<number> | undefined
  let masks: Hit[] | undefined
  let negations: Hit[] | undefined

  function keep(use: Use, start: number, end: number): void {
    if (use.fact !== undefined) {
      facts ??= new Set()
      facts.add(use.fact)
      return
    }
    const hit = { use, start, end }
    all.push(hit)
    if (use.masks) {
      masks ??= []
      masks.push(hit)
    }
    if (use.bit !== 0) {
      negations ??= []
      negations.push(hit)
    }
  }

  for (let i = 0; i < found.count; i++) {
    const term = found.term[i]!
    for (const use of compiled.usesOf[term]!) keep(use, found.start[i]!, found.end[i]!)
    for (const pattern of compiled.patternsOf[term]!) {
      const end = follow({ pattern, found, from: i, page, kindOf: compiled.fold.kinds })
      if (end > 0) keep(pattern.use, found.start[i]!, end)
    }
  }
  const uncovered = masks ? all.filter((hit) => !isCovered(hit, masks!)) : all
  const told = negations ? negations.filter((hit) => !masks || !isCovered(hit, masks)) : []
  const hits =
    told.length === 0
      ? uncovered
      : uncovered.filter((hit) => !isNegated(hit, told, page, compiled.fold.kinds))
  return { page, hits, facts: facts ?? noFacts }
}

/** Where the last part of the pattern ends, or 0. */
function follow(given: {
  pattern: Pattern
  found: Found
  from: number
  page: Page
  kindOf: Uint8Array
}): number {
  const { pattern, found, page, kindOf } = given
  let index = given.from
  for (let part = 1; part < pattern.parts.length; part++) {
    const end = found.end[index]!
    const next = nextOf(found, pattern.parts[part]!, index, end, end + pattern.reach)
    if (next < 0 || hasStop(page, end, found.start[next]!, kindOf, kinds.stop)) return 0
    index = next
  }
  return found.end[index]!
}

function nextOf(
  found: Found,
  part: ReadonlySet<number>,
  after: number,
  from: number,
  until: number,
): number {
  for (let i = after + 1; i < found.count; i++) {
    if (found.start[i]! > until) return -1
    if (found.start[i]! >= from && part.has(found.term[i]!)) return i
  }
  return -1
}

function hasStop(page: Page, from: number, to: number, kindOf: Uint8Array, atLeast: number) {
  for (let i = from; i < to; i++) if (kindOf[page.codes[i]!]! >= atLeast) return true
  return false
}

function isCovered(hit: Hit, masks: readonly Hit[]): boolean {
  const length = hit.end - hit.start
  return masks.some(
    (mask) => mask.start <= hit.start && hit.end <= mask.end && mask.end - mask.start > length,
  )
}

function isNegated(hit: Hit, negations: readonly Hit[], page: Page, kindOf: Uint8Array): boolean {
  if (hit.use.unless === 0) return false
  return negations.some(
    (negation) =>
      (negation.use.bit & hit.use.unless) !== 0 &&
      negation.end <= hit.start &&
      hit.start - negation.end <= negation.use.reach &&
      !hasStop(page, negation.end, hit.start, kindOf, kinds.comma),
  )
}
