import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { SendOutcome } from '../port.ts'
import type { Peers } from '../wechat-core/peers.ts'
import { asText, sizeOf, textBytes, type Worded } from '../wechat-core/show.ts'
import { isKept, keep, wasHanded } from '../wechat-core/waiting.ts'
import type { Consent } from './consent.ts'
import type { Slots } from './reply-slot.ts'
import type { Rights } from './rights.ts'
import type { Sender } from './sender.ts'
import { isMenu } from './show-menu.ts'

export type DeliverParts = {
  peers: Peers
  slots: Slots
  sender: Sender
  rights: Rights
  consent: Consent | undefined
  /** Sends what waits for a customer, as far as the platform lets us. */
  flush(peer: string): Promise<void>
  /** Asks a customer outside the window to write again; undefined where that cannot be done. */
  ask(peer: string): Promise<SendOutcome | undefined>
}

/** An account that may not write by itself answers when it is written to. */
const waitsFor: SendOutcome = {
  ok: false,
  kind: 'capability',
  instead: 'waits',
  reason: 'no right to write',
}

/**
 * One letter to a customer by the best way there is: with the receipt of his message, which costs nothing; by ourselves,
 * while the platform allows it; else it waits for his next message.
 */
export function createDelivery(parts: DeliverParts) {
  const { peers, slots, sender, rights } = parts

  return async function deliver(
    peer: string,
    given: OutboundMessage,
    letter: LetterId,
  ): Promise<SendOutcome> {
    const before = await peers.get(peer)
    if (wasHanded(before, letter)) return { ok: true, via: 'receipt' }
    if (isKept(before, letter)) return rights.sends ? outside(peer) : waitsFor
    const message = (await parts.consent?.offered(peer, given)) ?? given
    const text = asText(message, isMenu(message))
    // Whoever took the message in waits for this to be said, and the receipt waits for him: it rides with the receipt.
    if (letter.startsWith('answer:') && slots.isOpen(peer)) {
      await peers.change(peer, (now) => keep(now, letter, text))
      void slots.offer(peer, letter, '')
      return { ok: true, via: 'receipt' }
    }
    if (rights.sends) {
      const outcome = await written(peer, message, letter)
      if (rights.sends) return held(outcome, { peer, letter, text })
    }
    await peers.change(peer, (now) => keep(now, letter, text, { unwritten: true }))
    // Whoever waits for an answer looks what there is.
    void slots.offer(peer, letter, '')
    return waitsFor
  }

  /** With the receipt of his message, which costs nothing, else by ourselves. */
  async function written(peer: string, message: Worded, letter: LetterId): Promise<SendOutcome> {
    const text = asText(message, isMenu(message))
    const fits = sizeOf(text) <= textBytes && !message.files?.length
    if (fits && (await slots.offer(peer, letter, text))) return { ok: true, via: 'receipt' }
    // What has waited since the account was allowed nothing comes first.
    const { waiting = [] } = await peers.get(peer)
    if (waiting.some(({ unwritten }) => unwritten) && !slots.isOpen(peer)) await parts.flush(peer)
    return sender.send(peer, message, letter)
  }

  /** What the platform does not let out waits for his next message; staff are told of it meanwhile. */
  async function held(
    outcome: SendOutcome,
    { peer, letter, text }: { peer: string; letter: LetterId; text: string },
  ): Promise<SendOutcome> {
    if (outcome.ok || (outcome.kind !== 'window closed' && outcome.kind !== 'quota')) return outcome
    await peers.change(peer, (now) => keep(now, letter, text))
    const waits = { ...outcome, instead: 'waits' } as const
    return outcome.kind === 'quota' ? waits : ((await parts.ask(peer)) ?? waits)
  }

  async function outside(peer: string): Promise<SendOutcome> {
    const closed = {
      ok: false,
      kind: 'window closed',
      instead: 'waits',
      reason: 'waits for his next message',
    } as const
    return (await parts.ask(peer)) ?? closed
  }
}
