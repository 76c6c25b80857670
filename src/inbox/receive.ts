import type { Receipt, Receive } from '../channels/port.ts'
import type { Clock } from '../clock/port.ts'
import { conversationOf } from '../domain/actor.ts'
import type { InboundMessage } from '../domain/message.ts'
import type { Person } from '../domain/person.ts'
import type { Loop } from '../engine/loop.ts'
import type { Pace } from './pace.ts'

/** How long the same message may be brought again, in ms: as long as the web page keeps what it could not send. */
export const redelivery = 7 * 24 * 3_600_000

export type InboxParts = {
  loop: Loop
  clock: Clock
  pace: Pace
  /** The member of staff behind a channel's peer, if it is one. */
  find(channel: string, peer: string): Person | undefined
  /** Words of a member of staff: a command, an answer to an alert. */
  fromStaff(person: Person, message: InboundMessage): Promise<Receipt>
  /** Nobody complains on that channel. */
  staffOnly(channel: string): boolean
  /** Words of a stranger that may pair him as staff; `false` when they are a customer's. */
  pairing(message: InboundMessage): Promise<boolean>
}

/**
 * Takes a message for good. Resolves after the commit, so that the channel may acknowledge; throws when the store
 * cannot keep it, so that the channel says "try again".
 */
export function createInbox(parts: InboxParts): Receive {
  const { loop, clock, pace } = parts

  return async function receive(message) {
    // A private link opens a customer's talk, and nothing that staff may do.
    const person = message.onPage ? undefined : parts.find(message.channel, message.peer)
    if (person) return parts.fromStaff(person, message)
    if (message.room !== undefined) return 'stranger'
    const now = clock.now()
    const limited = pace.over(`${message.channel}/${message.peer}`, now)
    if (!limited && !message.onPage && (await parts.pairing(message))) return 'accepted'
    if (parts.staffOnly(message.channel)) return 'stranger'
    const keepUntil = now + redelivery
    const taken = await loop.take(conversationOf(`customer:${message.channel}/${message.peer}`), {
      type: 'message',
      message,
      keepUntil,
      ...(limited ? { limited } : {}),
    })
    if (taken === 'seen') return 'duplicate'
    return limited ? 'limited' : 'accepted'
  }
}
