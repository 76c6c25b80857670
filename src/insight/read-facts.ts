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
  for (const index of candidates(compiled, reading, askedSlot)) {
    const fact = compiled.facts[index]!
    if (has(fact.slot)) continue
    const match = fact.pattern.exec(page.text())
    const value = match?.groups?.value
    if (!match || !value) continue
    // The `d` flag would tell the place exactly, but runs the pattern twice.
    const start = match.index + match[0].indexOf(value)
    found.push(placed(fact.slot, page.raw, start, start + value.length))
  }
  for (const { use, start, end } of reading.hits) {
    const slot = use.means.product ? 'product' : use.means.slot
    if (slot === undefined) continue
    const known = found.findIndex((fact) => fact.slot === slot)
    if (known < 0) found.push(placed(slot, page.raw, start, end))
    else if (isLongerWord(found[known]!, start, end)) {
      found[known] = placed(slot, page.raw, start, end)
    } else if (use.means.product && endsWithin(found[known]!, end)) {
      found[known] = placed(slot, page.raw, found[known]!.start, end)
    }
  }
  return found
}

/** Patterns worth trying, in the lexicon's order. */
function candidates(
  compiled: Compiled,
  reading: Reading,
  askedSlot: string | undefined,
): readonly number[] {
  const open = reading.page.digits > 4 ? compiled.openFacts : []
  const asked = askedSlot === undefined ? [] : (compiled.askedFacts.get(askedSlot) ?? [])
  if (reading.facts.length + open.length + asked.length <= 1) {
    return reading.facts.length > 0 ? reading.facts : open.length > 0 ? open : asked
  }
  return [...reading.facts, ...open, ...asked].sort((a, b) => a - b)
}

function isLongerWord(known: FoundFact, start: number, end: number): boolean {
  return start <= known.start && known.end <= end && end - start > known.end - known.start
}

/** A pattern took in more than the name of the thing, which ends at `end`. */
function endsWithin(known: FoundFact, end: number): boolean {
  return known.start < end && end < known.end
}

function placed(slot: string, raw: string, start: number, end: number): FoundFact {
  let from = start
  let to = end
  while (from < to && raw.charCodeAt(from) === 32) from++
  while (to > from && raw.charCodeAt(to - 1) === 32) to--
  return { slot, value: raw.slice(from, to), start: from, end: to }
}
