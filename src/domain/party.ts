/** What somebody is to the person who complains. */
export const relations = [
  'parent',
  'child',
  'partner',
  'grandparent',
  'sibling',
  'relative',
  'friend',
  'colleague',
  'neighbour',
] as const
export type Relation = (typeof relations)[number]

/** Somebody the complaint is about or for, in the customer's words. */
export type Party = { words: string; relation?: Relation }

/** Who complains is the customer himself; these are others: whom it struck, and who bought it. */
export const partySlots = ['affected', 'buyer'] as const
export type PartySlot = (typeof partySlots)[number]
export type Parties = Readonly<Partial<Record<PartySlot, Party>>>
