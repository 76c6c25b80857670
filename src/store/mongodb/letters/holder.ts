import { randomBytes } from 'node:crypto'
import type { ActorId } from '../../../domain/actor.ts'
import { type LetterId, senderOf } from '../../../domain/letter.ts'
import { idOf, type KeptLetter } from '../document.ts'

/** Who writes, and what of the letters it may still touch. */
export type Holder = {
  /** The name of this process on its leases; no other process, and no later one, has it. */
  readonly name: string
  /** False where somebody else has the letter, or had it after this process did. */
  owns(from: ActorId, letter: KeptLetter): boolean
}

/**
 * The leases of this process. Each lease of a letter has a number one above the last: a process that was stopped and
 * wakes finds a higher one on the letter, and touches it no more.
 */
export class Leases implements Holder {
  readonly name = randomBytes(6).toString('base64url')
  readonly #numbers = new Map<LetterId, number>()

  owns(from: ActorId, letter: KeptLetter): boolean {
    if (letter.lease) return letter.lease.by === this.name
    const mine = this.#numbers.get(idOf(from, letter))
    return mine === undefined || mine === letter.leases
  }

  /** The letter is this process's from now on: durable on the document of its sender. */
  took(from: ActorId, letters: readonly KeptLetter[]): void {
    for (const letter of letters) {
      if (letter.lease?.by === this.name) this.#numbers.set(idOf(from, letter), letter.leases)
    }
  }

  /** It has left the hands of this process, one way or another. */
  left(id: LetterId): void {
    this.#numbers.delete(id)
  }

  /** What is in hand, by sender. */
  held(): ReadonlyMap<ActorId, readonly LetterId[]> {
    const bySender = new Map<ActorId, LetterId[]>()
    for (const id of this.#numbers.keys()) {
      const from = senderOf(id)
      bySender.set(from, [...(bySender.get(from) ?? []), id])
    }
    return bySender
  }
}
