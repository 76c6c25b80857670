import type { Catalog } from '../domain/catalog.ts'
import type { Because } from '../domain/ticket.ts'
import type { Reading } from './read-page.ts'

const usualWeight = 2

/** How it was handled afterwards: the matter itself comes before that, where it is told too. */
const handling = 'late-handling'
const matters = ['quality', 'delivery', 'billing', 'property-damage', 'counterfeit']
const enough = 4

/**
 * The category most rules speak for, each counted once, with the rule and words that weighed most. On a tie the graver category,
 * then the earlier one of the catalog. Somebody hurt outweighs everything.
 */
export function weighCategory(
  reading: Reading,
  catalog: Catalog,
  hurt: Because | undefined,
): ({ id: string } & Because) | undefined {
  if (hurt && catalog.categories.some(({ id }) => id === 'injury')) return { id: 'injury', ...hurt }
  const scores = new Map<string, { score: number; best: number; because: Because }>()
  const counted: string[] = []
  for (const { use, start, end } of reading.hits) {
    const { category, weight = usualWeight } = use.means
    if (category === undefined || counted.includes(use.rule)) continue
    counted.push(use.rule)
    const because = { rule: use.rule, words: reading.page.raw.slice(start, end) }
    const known = scores.get(category)
    if (!known) scores.set(category, { score: weight, best: weight, because })
    else {
      known.score += weight
      if (weight > known.best) Object.assign(known, { best: weight, because })
    }
  }
  if (scores.size === 0) return undefined
  preferTheMatter(scores, counted)
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

/** Wishing to return a thing that is broken is a matter of its quality. */
const returning = 'returns'
const wishToReturn = 'C-returns'

function preferTheMatter(scores: Map<string, { score: number }>, counted: readonly string[]): void {
  const told = matters.some((id) => (scores.get(id)?.score ?? 0) >= enough)
  if (!told) return
  scores.delete(handling)
  const refused = counted.some((rule) => rule !== wishToReturn && rule.includes(returning))
  if (!refused) scores.delete(returning)
}
