import type { Catalog } from '../domain/catalog.ts'
import type { Because } from '../domain/ticket.ts'
import type { Reading } from './read-page.ts'

const usualWeight = 2

/**
 * The category most of the words speak for, with the rule and words that weighed most. On a tie the graver category,
 * then the earlier one of the catalog. Somebody hurt outweighs everything.
 */
export function weighCategory(
  reading: Reading,
  catalog: Catalog,
  hurt: Because | undefined,
): ({ id: string } & Because) | undefined {
  if (hurt && catalog.categories.some(({ id }) => id === 'injury')) return { id: 'injury', ...hurt }
  const scores = new Map<string, { score: number; best: number; because: Because }>()
  for (const hit of reading.hits) {
    const { category } = hit.use.means
    if (category === undefined) continue
    const weight = hit.use.means.weight ?? usualWeight
    const words = reading.page.raw.slice(hit.start, hit.end)
    const known = scores.get(category)
    if (!known) {
      scores.set(category, { score: weight, best: weight, because: { rule: hit.use.rule, words } })
      continue
    }
    known.score += weight
    if (weight > known.best) {
      known.best = weight
      known.because = { rule: hit.use.rule, words }
    }
  }
  if (scores.size === 0) return undefined
  let winner: ({ id: string } & Because) | undefined
  let most = 0
  let gravest = 0
  for (const { id, level } of catalog.categories) {
    const weighed = scores.get(id)
    if (!weighed || weighed.score < most) continue
    if (weighed.score === most && level <= gravest) continue
    winner = { id, ...weighed.because }
    most = weighed.score
    gravest = level
  }
  return winner
}
