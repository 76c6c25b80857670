import type { ActorId } from '../../../domain/actor.ts'
import { type LetterId, letterId } from '../../../domain/letter.ts'

/** A letter that waits or is on its way, as memory knows it; its words stay on disk. */
export type Waiting = {
  readonly id: LetterId
  readonly from: ActorId
  readonly to: string
  readonly slot: string | undefined
  /** The sender's integer key. */
  readonly key: number
  readonly revision: number
  readonly n: number
  /** Where it stands on disk; absent for a letter to oneself, which stands among the timers. */
  readonly row: number | undefined
  dueAt: number
  attempts: number
  /** Epoch ms at which its lease, of `leaseMs`, runs out; absent while nobody has it. */
  leasedUntil: number | undefined
  leaseMs: number
  /** Somebody had it, and nobody noted what became of it. */
  again: boolean
}

export type Addressed = Pick<Waiting, 'from' | 'to' | 'key' | 'row'>
export type Written = Pick<Waiting, 'revision' | 'n' | 'slot' | 'dueAt' | 'attempts'>

export function waiting({ from, to, key, row }: Addressed, letter: Written): Waiting {
  const { revision, n, slot, dueAt, attempts } = letter
  const id = letterId(from, revision, n)
  const lease = { leasedUntil: undefined, leaseMs: 0, again: false }
  return { id, from, to, slot, key, revision, n, row, dueAt, attempts, ...lease }
}

/*
 * All letters of one sender, in the order they were written, make one lane per recipient. In a lane a letter waits
 * for every earlier one that is due, being retried, or on its way. Letters to oneself stand in no lane.
 */

/** The letter to hand over next, the longest due first. */
export function nextInLanes(letters: readonly Waiting[], now: number): Waiting | undefined {
  let next: Waiting | undefined
  for (const [letter, free] of withTurn(letters)) {
    if (free && letter.dueAt <= now && isFirstDue(letters, letter, now)) {
      if (!next || letter.dueAt < next.dueAt) next = letter
    }
  }
  return next
}

/** How many letters have their turn, one of each sender's lanes at most. */
export function countTurns(
  senders: Iterable<{ letters: readonly Waiting[] }>,
  now: number,
): number {
  let count = 0
  for (const { letters } of senders) {
    for (const [letter, free] of withTurn(letters)) {
      if (free && letter.dueAt <= now && isFirstDue(letters, letter, now)) count++
    }
  }
  return count
}

/** It was not delivered, for sure. */
export function countRetry(letter: Waiting, dueAt: number): void {
  letter.dueAt = dueAt
  letter.attempts++
  letter.again = false
}

/** The first moment at which `nextInLanes` has something to give, unless a lease ends before. */
export function wakesAt(letters: readonly Waiting[]): number | undefined {
  let first: number | undefined
  for (const [letter, free] of withTurn(letters)) {
    if (free && (first === undefined || letter.dueAt < first)) first = letter.dueAt
  }
  return first
}

/** True when a letter due now has to wait for an earlier one to the same recipient that is not on its way already. */
export function standsBehind(letters: readonly Waiting[], to: string, now: number): boolean {
  return letters.some(
    (earlier) =>
      earlier.to === to &&
      earlier.row !== undefined &&
      (earlier.attempts > 0 || (earlier.leasedUntil === undefined && earlier.dueAt <= now)),
  )
}

export function countToOthers(letters: readonly Waiting[]): number {
  return letters.reduce((count, { row }) => count + (row === undefined ? 0 : 1), 0)
}

/** Each waiting letter, with whether one that is leased or retried stands before it. */
function* withTurn(letters: readonly Waiting[]): Generator<[Waiting, boolean]> {
  const taken = new Set<string>()
  for (const letter of letters) {
    if (letter.row === undefined) continue
    if (letter.leasedUntil === undefined) yield [letter, !taken.has(letter.to)]
    if (letter.leasedUntil !== undefined || letter.attempts > 0) taken.add(letter.to)
  }
}

function isFirstDue(letters: readonly Waiting[], letter: Waiting, now: number): boolean {
  const first = letters.find((x) => x.to === letter.to && x.row !== undefined && x.dueAt <= now)
  return first === letter
}
