import type { Letter } from '../domain/letter.ts'

/**
 * What became of a hand-over. `settled`: the receiving commit has removed the letter already. `later`: try again (after `retryAfter` ms where the other side said so). `never`: trying
 * again cannot help; the letter is parked for staff at once.
 */
export type Handover =
  | { done: true; settled?: true }
  | { done: false; why: 'later' | 'never'; reason: string; retryAfter?: number }

/** Hands letters of one kind of recipient over. May throw: that counts as `later`. */
export type Courier = (letter: Letter) => Promise<Handover>

/** One courier for each kind of recipient; the app hands them in. */
export type Couriers = {
  actor: Courier
  customer: Courier
  staff: Courier
  team: Courier
}
