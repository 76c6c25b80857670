import { type ContactWish, contactWishKinds } from '../domain/contact-wish.ts'
import type { Hit, Reading } from './read-page.ts'

const ends = /[，。,.!！?？;；\n]/
const longest = 80

/** The wishes about contact, each once, in the clause they stand in; of two that share words the plainer kind counts. */
export function tellContactWishes({ hits, page }: Reading): readonly ContactWish[] {
  const found = hits
    .filter(({ use }) => use.means.contact !== undefined)
    .sort((a, b) => rank(a) - rank(b))
  const kept: Hit[] = []
  for (const hit of found) {
    const shared = kept.some(
      (other) =>
        other.use.means.contact === hit.use.means.contact ||
        (other.start < hit.end && hit.start < other.end),
    )
    if (!shared) kept.push(hit)
  }
  return kept.map((hit) => ({ kind: hit.use.means.contact!, words: clauseOf(page.raw, hit) }))
}

function rank({ use }: Hit): number {
  return contactWishKinds.indexOf(use.means.contact!)
}

function clauseOf(raw: string, { start, end }: Hit): string {
  let from = start
  let to = end
  while (from > 0 && !ends.test(raw[from - 1]!)) from--
  while (to < raw.length && !ends.test(raw[to]!)) to++
  return raw.slice(from, to).trim().slice(0, longest)
}
