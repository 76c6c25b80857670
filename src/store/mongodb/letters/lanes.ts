import type { ActorId } from '../../../domain/actor.ts'
import type { KeptLetter } from '../document.ts'

/*
 * All letters of one sender, in the order they were written, make one lane per recipient. In a lane a letter waits
 * for every earlier one that is due, being retried, or on its way. Letters to oneself stand in no lane.
 */

/** The letters that may be handed over at `now`: due timers, and the first of each lane. */
export function claimable(
  from: ActorId,
  letters: readonly KeptLetter[],
  now: number,
): KeptLetter[] {
  const taken = new Set<string>()
  const free: KeptLetter[] = []
  for (const letter of letters) {
    const leased = isLeased(letter, now)
    const own = letter.to === from
    const due = letter.due <= now
    if (due && !leased && (own || !taken.has(letter.to))) free.push(letter)
    if (!own && (due || leased || letter.tries > 0)) taken.add(letter.to)
  }
  return free
}

/** The first moment at which `claimable` has something to give. */
export function nextDueOf(from: ActorId, letters: readonly KeptLetter[]): number | undefined {
  const taken = new Set<string>()
  let next: number | undefined
  for (const letter of letters) {
    const own = letter.to === from
    const at = own || !taken.has(letter.to) ? (letter.lease?.until ?? letter.due) : undefined
    if (at !== undefined && (next === undefined || at < next)) next = at
    if (!own && (letter.lease || letter.tries > 0)) taken.add(letter.to)
  }
  return next
}

/**
 * True when a letter due now has to wait for an earlier one to the same recipient: one that is due, being retried, or
 * on its way by another process. One that `holder` has itself goes out before it anyway.
 */
export function standsBehind(
  earlier: readonly KeptLetter[],
  { to, now, holder }: { to: string; now: number; holder: string },
): boolean {
  return earlier.some(
    (letter) =>
      letter.to === to &&
      (letter.tries > 0 || (letter.lease ? letter.lease.by !== holder : letter.due <= now)),
  )
}

function isLeased({ lease }: KeptLetter, now: number): boolean {
  return lease !== undefined && lease.until > now
}
