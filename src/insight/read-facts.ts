import type { Compiled } from './compile.ts'
import type { Reading } from './read-page.ts'

/** A fact in the customer's own words, and where they stand. */
export type FoundFact = { slot: string; value: string; start: number; end: number }

/** Facts by the lexicon's patterns and by its words for slots; for each slot the first that is found. */
export function readFacts(
  compiled: Compiled,
  reading: Reading,
  askedSlot: string | undefined,
): FoundFact[] {
  const { page } = reading
  const found: FoundFact[] = []
  const has = (slot: string) => found.some((fact) => fact.slot === slot)
  compiled.facts.forEach((fact, index) => {
    if (fact.gated && !reading.facts.has(index)) return
    if (fact.asked && fact.slot !== askedSlot) return
    if (has(fact.slot)) return
    const span = fact.pattern.exec(page.text())?.indices?.groups?.value
    if (span) found.push({ slot: fact.slot, ...trimmed(page.raw, span[0], span[1]) })
  })
  for (const { use, start, end } of reading.hits) {
    const slot = use.means.product ? 'product' : use.means.slot
    if (slot === undefined) continue
    const known = found.findIndex((fact) => fact.slot === slot)
    if (known < 0) found.push({ slot, value: page.raw.slice(start, end), start, end })
    else if (isLongerWord(found[known]!, start, end)) {
      found[known] = { slot, value: page.raw.slice(start, end), start, end }
    }
  }
  return found
}

function isLongerWord(known: FoundFact, start: number, end: number): boolean {
  return start <= known.start && known.end <= end && end - start > known.end - known.start
}

function trimmed(raw: string, start: number, end: number) {
  const value = raw.slice(start, end)
  const left = value.length - value.trimStart().length
  return { value: value.trim(), start: start + left, end: start + left + value.trim().length }
}
