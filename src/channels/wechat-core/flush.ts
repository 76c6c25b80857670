import type { Clock } from '../../clock/port.ts'
import type { Store } from '../../store/port.ts'
import type { SendOutcome } from '../port.ts'
import type { Peers, WaitingLetter } from './peers.ts'
import { fitting, handedOver } from './waiting.ts'

type FlushParts = {
  store: Pick<Store, 'unpark'>
  clock: Clock
  peers: Peers
  /** What stands before letters that waited; empty where nothing does. */
  before: string
  /** Sends one text; `letters` are the letters in it. */
  send(peer: string, text: string, letters: readonly WaitingLetter[]): Promise<SendOutcome>
}

/** Letters that waited for the customer, on their way out. */
export type Flush = {
  /**
   * Sends what still waits, joined, as long as the platform lets us; one at a time for each customer. What stands in the way
   * and passes by itself is waited for.
   */
  flush(peer: string): Promise<void>
  /** Resolves when none of his are under way. */
  running(peer: string): Promise<void>
  /** These have reached him by another way. */
  handOver(peer: string, letters: readonly WaitingLetter[]): Promise<void>
  /** Waits for nothing any more; what is left goes when he writes. */
  stop(): void
}

/** The first and the longest wait before what did not go out is tried again, in ms. */
const again = { first: 30_000, longest: 600_000 }

export function createFlush({ store, clock, peers, before, send }: FlushParts): Flush {
  const flushing = new Map<string, Promise<void>>()
  const later = new Map<string, { cancel(): void; failures: number }>()

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
      const outcome = letters.length ? await send(peer, text, letters) : undefined
      if (!outcome?.ok) return outcome && planAgain(peer, outcome)
      await handOver(peer, letters)
      later.delete(peer)
    }
  }

  function planAgain(peer: string, outcome: SendOutcome & { ok: false }): void {
    const { failures = 0, cancel } = later.get(peer) ?? {}
    cancel?.()
    if (outcome.kind !== 'rate' && outcome.kind !== 'offline') return void later.delete(peer)
    const wait = outcome.retryAfter ?? Math.min(again.longest, again.first * 2 ** failures)
    const at = clock.now() + wait
    // Where that fails, it is tried when he writes.
    const task = () => void flush(peer).catch(() => later.delete(peer))
    later.set(peer, { cancel: clock.at(at, task), failures: failures + 1 })
  }

  function flush(peer: string): Promise<void> {
    const known = flushing.get(peer)
    if (known) return known
    const work = sendWaiting(peer).finally(() => flushing.delete(peer))
    flushing.set(peer, work)
    return work
  }

  return {
    flush,
    handOver,
    running: async (peer) => flushing.get(peer)?.catch(() => undefined),
    stop() {
      for (const { cancel } of later.values()) cancel()
    },
  }
}
