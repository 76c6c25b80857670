import type { Clock } from '../../clock/port.ts'
import type { LetterId } from '../../domain/letter.ts'

/** An answer that goes out with the receipt of a message: `written` says whether the platform took it. */
export type Reply = { letter: LetterId; text: string; written(taken: boolean): void }

/** The receipt of one message that still waits for its answer. */
export type Slot = {
  /** The first answer offered, or undefined once `until` (epoch ms) has come. Afterwards it takes none. */
  wait(until: number): Promise<Reply | undefined>
  /** Takes none any more; one that was taken and not yet handed on is given back. */
  close(): void
}

/** The receipts that wait for answers, by customer. */
export type Slots = {
  open(peer: string): Slot
  /** Whether any receipt of his waits. */
  isOpen(peer: string): boolean
  /** True when the platform took the text with a receipt; false where none waits, or the connection broke. */
  offer(peer: string, letter: LetterId, text: string): Promise<boolean>
}

export function createSlots(clock: Clock): Slots {
  const open = new Map<string, { take(reply: Reply): void; close(): void }[]>()
  return {
    open(peer) {
      let give: (reply: Reply | undefined) => void = () => undefined
      const given = new Promise<Reply | undefined>((resolve) => {
        give = resolve
      })
      let taken: Reply | undefined
      const entry = {
        take(reply: Reply) {
          taken = reply
          entry.close()
          give(reply)
        },
        close() {
          const others = (open.get(peer) ?? []).filter((other) => other !== entry)
          if (others.length) open.set(peer, others)
          else open.delete(peer)
        },
      }
      open.set(peer, [...(open.get(peer) ?? []), entry])
      return {
        close() {
          entry.close()
          taken?.written(false)
        },
        async wait(until) {
          const cancel = clock.at(until, () => {
            entry.close()
            give(undefined)
          })
          const reply = await given
          cancel()
          return reply
        },
      }
    },
    isOpen: (peer) => open.has(peer),
    offer(peer, letter, text) {
      const slot = open.get(peer)?.at(-1)
      if (!slot) return Promise.resolve(false)
      return new Promise((written) => slot.take({ letter, text, written }))
    },
  }
}
