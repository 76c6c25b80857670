import type { Store } from '../../store/port.ts'
import type { SendOutcome } from '../port.ts'
import type { Peers, WaitingLetter } from './peers.ts'
import { fitting, handedOver } from './waiting.ts'

type FlushParts = {
  store: Pick<Store, 'unpark'>
  peers: Peers
  /** What stands before letters that waited; empty where nothing does. */
  before: string
  /** Sends one text; `letters` are the letters in it. */
  send(peer: string, text: string, letters: readonly WaitingLetter[]): Promise<SendOutcome>
}

/** Letters that waited for the customer, on their way out. */
export type Flush = {
  /** Sends what still waits, joined, as long as the platform lets us; one at a time for each customer. */
  flush(peer: string): Promise<void>
  /** Resolves when none of his are under way. */
  running(peer: string): Promise<void>
  /** These have reached him by another way. */
  handOver(peer: string, letters: readonly WaitingLetter[]): Promise<void>
}

export function createFlush({ store, peers, before, send }: FlushParts): Flush {
  const flushing = new Map<string, Promise<void>>()

  async function handOver(peer: string, letters: readonly WaitingLetter[]): Promise<void> {
    if (!letters.length) return
    await peers.change(peer, (now) => handedOver(now, letters))
    // Staff were told that they could not go out: now they have.
    for (const { letter } of letters) await store.unpark(letter)
  }

  async function sendWaiting(peer: string): Promise<void> {
    for (let first = true; ; first = false) {
      const { waiting = [] } = await peers.get(peer)
      const { letters, text } = fitting(waiting, { before: first ? before : '', more: '' })
      if (!letters.length || !(await send(peer, text, letters)).ok) return
      await handOver(peer, letters)
    }
  }

  return {
    handOver,
    running: async (peer) => flushing.get(peer)?.catch(() => undefined),
    flush(peer) {
      const known = flushing.get(peer)
      if (known) return known
      const work = sendWaiting(peer).finally(() => flushing.delete(peer))
      flushing.set(peer, work)
      return work
    },
  }
}
