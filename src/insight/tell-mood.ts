import type { Understanding } from '../domain/understanding.ts'
import type { Reading } from './read-page.ts'

/** Shouting: this many capitals and hardly a small letter. */
const shouting = 12
const insisting = 3

/** Furious: insults, or somebody upset who shouts. */
export function tellMood(reading: Reading, aggrieved: boolean): Understanding['mood'] {
  const { page, hits } = reading
  let upset = false
  for (const { use } of hits) {
    if (use.means.mood === 'furious') return 'furious'
    if (use.means.mood === 'upset') upset = true
  }
  const loud =
    page.exclamations >= insisting || (page.capitals >= shouting && page.small * 8 < page.capitals)
  if (loud && (upset || (page.capitals >= shouting && aggrieved))) return 'furious'
  return upset ? 'upset' : 'calm'
}
