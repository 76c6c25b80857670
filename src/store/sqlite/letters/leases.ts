import { earliest } from './earliest.ts'
import type { Waiting } from './lanes.ts'

/** Leases live in memory: there is one process, and its end is the end of all of them. */
export type Leases = {
  give(letter: Waiting, now: number, leaseMs: number): void
  takeBack(letter: Waiting): void
  /** Takes back all that have run out. */
  end(now: number): Waiting[]
  /** When the first one runs out. */
  firstEnd(): number | undefined
}

export function createLeases(): Leases {
  // Leases of one length run out in the order they were given, so each length keeps a plain queue.
  const byLength = new Map<number, Set<Waiting>>()

  function takeBack(letter: Waiting): void {
    if (letter.leasedUntil === undefined) return
    letter.leasedUntil = undefined
    byLength.get(letter.leaseMs)!.delete(letter)
  }

  return {
    takeBack,
    give(letter, now, leaseMs) {
      takeBack(letter)
      letter.leasedUntil = now + leaseMs
      letter.leaseMs = leaseMs
      const queue = byLength.get(leaseMs)
      if (queue) queue.add(letter)
      else byLength.set(leaseMs, new Set([letter]))
    },
    end(now) {
      const ended: Waiting[] = []
      for (const queue of byLength.values()) {
        for (const letter of queue) {
          if (letter.leasedUntil! > now) break
          ended.push(letter)
        }
      }
      for (const letter of ended) {
        takeBack(letter)
        letter.again = true
      }
      return ended
    },
    firstEnd() {
      let first: number | undefined
      for (const queue of byLength.values()) {
        const [letter] = queue
        if (letter) first = earliest(first, letter.leasedUntil)
      }
      return first
    },
  }
}
