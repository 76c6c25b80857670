import type { Letter } from '../domain/letter.ts'
import type { Undelivered } from '../domain/undelivered.ts'

/**
 * What became of a hand-over. `settled`: the receiving commit has removed the letter already. Where it is not done, what
 * follows: `again` (after `retryAfter` ms where the other side said so); `park`: trying again cannot help; `waits`, `asked`:
 * the channel has taken it into its own keeping.
 */
export type Handover =
  | { done: true; settled?: true }
  | ({ done: false; next: 'again' | 'park' | 'waits' | 'asked'; retryAfter?: number } & Undelivered)

/** Hands letters of one kind of recipient over. May throw: that counts as `later`. */
export type Courier = (letter: Letter) => Promise<Handover>

/** One courier for each kind of recipient; the app hands them in. */
export type Couriers = {
  actor: Courier
  customer: Courier
  staff: Courier
  team: Courier
  webhook: Courier
}
