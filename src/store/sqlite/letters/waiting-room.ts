import type { ActorId } from '../../../domain/actor.ts'
import type { LetterId } from '../../../domain/letter.ts'
import { createDueHeap } from './due-heap.ts'
import { earliest } from './earliest.ts'
import {
  countRetry,
  countToOthers,
  countTurns,
  nextInLanes,
  standsBehind,
  type Waiting,
  wakesAt,
} from './lanes.ts'
import { createLeases } from './leases.ts'

type Sender = { letters: Waiting[] }

/**
 * Every letter to others that is not yet settled, and the leased letters to oneself: who is next, and who has what.
 * Told only what is durable already; filled anew from disk at each start.
 */
export type WaitingRoom = ReturnType<typeof createWaitingRoom>

export function createWaitingRoom() {
  const senders = new Map<ActorId, Sender>()
  const wakes = createDueHeap<Sender>()
  const leases = createLeases()
  let ownLent = 0

  function find(id: LetterId, from: ActorId): Waiting | undefined {
    return senders.get(from)?.letters.find((letter) => letter.id === id)
  }

  function rewake(sender: Sender): void {
    wakes.place(sender, wakesAt(sender.letters))
  }

  function remove(letter: Waiting): void {
    const sender = senders.get(letter.from)
    const at = sender ? sender.letters.indexOf(letter) : -1
    if (!sender || at < 0) return
    sender.letters.splice(at, 1)
    leases.takeBack(letter)
    if (letter.row === undefined) ownLent--
    else rewake(sender)
    if (sender.letters.length === 0) senders.delete(letter.from)
  }

  function add(letter: Waiting): Sender {
    let sender = senders.get(letter.from)
    if (!sender) {
      sender = { letters: [] }
      senders.set(letter.from, sender)
    }
    sender.letters.push(letter)
    if (letter.row === undefined) ownLent++
    return sender
  }

  return {
    find,
    remove,
    /** A letter that waits. */
    keep(letter: Waiting): void {
      rewake(add(letter))
    },
    /** A letter that is on its way from now on. */
    lend(letter: Waiting, now: number, leaseMs: number): void {
      const sender = add(letter)
      leases.give(letter, now, leaseMs)
      // A leased letter at the end changes nobody's turn, unless its sender has others waiting.
      if (sender.letters.length > 1) rewake(sender)
    },
    standsBehind(from: ActorId, to: string, now: number): boolean {
      const sender = senders.get(from)
      return sender !== undefined && standsBehind(sender.letters, to, now)
    },
    inSlot(from: ActorId, slot: string): Waiting | undefined {
      return senders.get(from)?.letters.find((letter) => letter.slot === slot)
    },
    /** One more attempt failed: the lease is given back and the letter is due again later. */
    retryAt(letter: Waiting, dueAt: number): void {
      leases.takeBack(letter)
      if (letter.row === undefined) return remove(letter)
      countRetry(letter, dueAt)
      const sender = senders.get(letter.from)
      if (sender) rewake(sender)
    },
    /** Gives back what was lent too long ago. */
    endLeases(now: number): void {
      for (const letter of leases.end(now)) {
        const sender = senders.get(letter.from)!
        if (letter.row === undefined) remove(letter)
        else rewake(sender)
      }
    },
    /** How many letters to others have their turn. */
    waiting: (moment: number) => countTurns(senders.values(), moment),
    /** Lends the next letter to others that is due. */
    lendNext(now: number, leaseMs: number): Waiting | undefined {
      const first = wakes.first()
      if (!first || first.at > now) return undefined
      const letter = nextInLanes(first.item.letters, now)!
      leases.give(letter, now, leaseMs)
      rewake(first.item)
      return letter
    },
    /** When the next letter to others has its turn. */
    nextTurn(): number | undefined {
      return wakes.first()?.at
    },
    nextDue(): number | undefined {
      return earliest(wakes.first()?.at, leases.firstEnd())
    },
    nextDueIn(slot: string): number | undefined {
      let first: number | undefined
      for (const { letters } of senders.values()) {
        for (const letter of letters) {
          if (letter.slot === slot) first = earliest(first, letter.leasedUntil ?? letter.dueAt)
        }
      }
      return first
    },
    /** How many letters to others a sender has waiting or on their way. */
    pendingOf: (from: ActorId) => countToOthers(senders.get(from)?.letters ?? []),
    /** How many letters to oneself are lent. */
    ownLent: () => ownLent,
  }
}
