/** What a customer may ask for about how, when and by whom he is reached. */
export const contactWishKinds = [
  'text only',
  'email only',
  'chat only',
  'not at work',
  'no visits',
  'not that person',
] as const
export type ContactWishKind = (typeof contactWishKinds)[number]

/** One wish, with the customer's own words: they say whom, or why. */
export type ContactWish = { kind: ContactWishKind; words: string }

/** Kinds that a phone call goes against, at any hour or at some. */
export const againstCalls: readonly ContactWishKind[] = [
  'text only',
  'email only',
  'chat only',
  'not at work',
]

/** The wishes so far and the new ones; a kind said again counts in its last words, but each person named stays. */
export function withWishes(
  before: readonly ContactWish[],
  more: readonly ContactWish[],
): readonly ContactWish[] {
  const replaced = ({ kind, words }: ContactWish) =>
    more.some((one) => one.kind === kind && (kind !== 'not that person' || one.words === words))
  return more.length
    ? [...before.filter((wish) => !replaced(wish)), ...more].slice(-mostWishes)
    : before
}

const mostWishes = 8
