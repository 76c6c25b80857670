import { type PartySlot, partySlots, type Relation } from '../domain/party.ts'
import type { Relations } from '../domain/understanding.ts'
import type { FoundFact } from './read-facts.ts'
import type { Hit, Reading } from './read-page.ts'

/** What those who are named as affected or as buyer are to the writer; of an answer to that question, the first one named. */
export function tellRelations(
  { hits }: Reading,
  found: readonly FoundFact[],
  askedSlot: string | undefined,
): Relations | undefined {
  const kin = hits.filter(({ use }) => use.means.relation !== undefined)
  if (kin.length === 0) return undefined
  const told: Partial<Record<PartySlot, Relation>> = {}
  for (const slot of partySlots) {
    const fact = found.find((one) => one.slot === slot)
    const hit = fact ? longestWithin(kin, fact) : askedSlot === slot ? kin[0] : undefined
    if (hit?.use.means.relation) told[slot] = hit.use.means.relation
  }
  return Object.keys(told).length > 0 ? told : undefined
}

function longestWithin(hits: readonly Hit[], { start, end }: FoundFact): Hit | undefined {
  return hits
    .filter((hit) => start <= hit.start && hit.end <= end)
    .sort((a, b) => b.end - b.start - (a.end - a.start))[0]
}
