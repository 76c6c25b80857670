import type { LetterId } from '../domain/letter.ts'
import type { OutboundMessage } from '../domain/message.ts'

/** What a platform bears in one room: so many messages in so long (ms). */
export type Pace = { messages: number; within: number }

export type Alert = { letter: LetterId; message: OutboundMessage }

/** Who never asks again (another process has sent it) is forgotten at last. */
const remembered = 1_000

/** Of what a room bears, single alerts take so much; lists of alerts so much; the rest is left to grave ones. */
const shares = { single: 0.6, list: 0.85, grave: 1 }

/**
 * The messages of one room. Above the pace alerts wait and go out together as one list; a grave one goes before them by
 * itself. It counts in memory: after a restart a room may hear a little more than it should.
 */
export class RoomPace {
  readonly #pace: Pace
  /** When the last ones went out, epoch ms, the oldest first. */
  #sent: number[] = []
  #listedAt = Number.NEGATIVE_INFINITY
  #waiting = new Map<LetterId, OutboundMessage>()
  /** Gone out in a list, and not asked for again since. */
  #listed = new Set<LetterId>()

  constructor(pace: Pace) {
    this.#pace = pace
  }

  /** It stood in a list that went out; told once. */
  wasListed(letter: LetterId): boolean {
    return this.#listed.delete(letter)
  }

  /**
   * What may go out now that this alert is there: itself, or all that wait. Else in how long (ms) to ask again; it waits
   * in the meantime.
   */
  next({ letter, message }: Alert, now: number): { alerts: readonly Alert[] } | { wait: number } {
    const alone = { alerts: [{ letter, message }] }
    if (message.grave) {
      const wait = this.#wait('grave', now)
      return wait > 0 ? { wait } : alone
    }
    if (this.#waiting.size === 0 && this.#wait('single', now) === 0) return alone
    this.#waiting.set(letter, message)
    const spread = this.#listedAt + this.#pace.within / this.#pace.messages - now
    const wait = Math.max(this.#wait('list', now), spread)
    if (wait > 0) return { wait }
    return { alerts: [...this.#waiting].map(([id, words]) => ({ letter: id, message: words })) }
  }

  /** These went out when `asked` asked; the others need not go any more when they ask. */
  went(alerts: readonly Alert[], { asked, now }: { asked: LetterId; now: number }): void {
    this.#sent.push(now)
    if (alerts.length > 1) this.#listedAt = now
    for (const { letter } of alerts) {
      this.#waiting.delete(letter)
      if (letter !== asked) this.#listed.add(letter)
    }
    for (const letter of this.#listed) {
      if (this.#listed.size <= remembered) break
      this.#listed.delete(letter)
    }
  }

  #wait(share: keyof typeof shares, now: number): number {
    const { messages, within } = this.#pace
    this.#sent = this.#sent.filter((at) => at > now - within)
    const allowed = Math.max(1, Math.floor(messages * shares[share]))
    const soonest = this.#sent.at(-allowed)
    return soonest === undefined ? 0 : soonest + within - now
  }
}
