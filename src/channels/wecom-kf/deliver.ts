import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { SendOutcome } from '../port.ts'
import type { Flush } from '../wechat-core/flush.ts'
import type { Peers } from '../wechat-core/peers.ts'
import { asText } from '../wechat-core/show.ts'
import { isKept, keep, wasHanded } from '../wechat-core/waiting.ts'
import type { Sender } from './sender.ts'
import { fitsMenu } from './show-menu.ts'

const closed = {
  ok: false,
  kind: 'window closed',
  instead: 'waits',
  reason: 'waits for his next message',
} as const

/** One letter to a customer: at once while the platform allows it, else it waits for his next message. */
export function createDelivery({
  peers,
  sender,
  flush,
}: {
  peers: Peers
  sender: Sender
  flush: Flush
}) {
  return async function deliver(
    peer: string,
    message: OutboundMessage,
    letter: LetterId,
  ): Promise<SendOutcome> {
    // What waited for him longer comes first.
    await flush.running(peer)
    const before = await peers.get(peer)
    if (wasHanded(before, letter)) return { ok: true, via: 'customer service' }
    if (isKept(before, letter)) return closed
    const outcome = await sender.send(peer, message, letter)
    if (outcome.ok || (outcome.kind !== 'window closed' && outcome.kind !== 'quota')) return outcome
    const { text, buttons } = message
    const menu = fitsMenu(message) && buttons ? { text, buttons } : undefined
    await peers.change(peer, (now) => keep(now, letter, asText(message), menu && { menu }))
    return { ...outcome, instead: 'waits' }
  }
}
