import type { Remedy } from '../domain/ticket.ts'
import type { Hit, Reading } from './read-page.ts'
import type { Plainly } from './tell-plainly.ts'

/** So few letters say a remedy because it is wished. */
const shortWish = 10
/** How far before the remedy a word of wishing may stand, and how far after it, in characters. */
const reachBefore = 16
const reachAfter = 8

/** The remedy wished for: with a word of wishing near it, in a few words, or as the answer to that question. */
export function tellWish(
  { hits }: Reading,
  plainly: Plainly | undefined,
  askedSlot: string | undefined,
): Remedy | undefined {
  const told = askedSlot === 'wish' || (plainly !== undefined && plainly.letters <= shortWish)
  let wish: Hit | undefined
  for (const hit of hits) {
    if (!hit.use.means.remedy) continue
    const longer = wish && hit.start === wish.start && hit.end > wish.end
    if ((!wish || longer) && (told || isWished(hit, hits))) wish = hit
  }
  return wish?.use.means.remedy
}

function isWished({ use, start, end }: Hit, hits: readonly Hit[]): boolean {
  if (use.means.wanting) return true
  return hits.some(
    (hit) =>
      hit.use.means.wanting &&
      hit.start < end + reachAfter &&
      start - hit.end <= (hit.use.english ? 2 * reachBefore : reachBefore),
  )
}
