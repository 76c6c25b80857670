import type { FileRef, Known } from '../../domain/message.ts'
import { spanMs } from '../../domain/span.ts'
import type { Receive } from '../port.ts'
import type { MediaDesk } from '../wechat-core/media.ts'
import { messageOf } from '../wechat-core/message-of.ts'
import type { Peer, Peers } from '../wechat-core/peers.ts'
import { afterComing, afterWords } from '../wechat-core/window.ts'
import { channelName, type WechatSettings } from './account.ts'
import { afterPush } from './ask-to-write.ts'
import type { Incoming } from './read-event.ts'
import type { Slot, Slots } from './reply-slot.ts'

/** The passive answer to one request: words, and what hears whether the platform has taken them. */
export type Passive = { text: string; written(taken: boolean): Promise<void> }

type HearParts = Pick<WechatSettings, 'clock' | 'policy' | 'locale' | 'say'> & {
  peers: Peers
  slots: Slots
  media: MediaDesk
  receive: Receive
  /** What goes out with the receipt of a message that came at `began` (epoch ms) from somebody of whom so much waited. */
  answer(
    peer: string,
    slot: Slot,
    from: { began: number; waited: number },
  ): Promise<Passive | undefined>
  /** What the account says by itself; empty where it only hands over what waited. */
  aside(peer: string, waited: number, text: string): Promise<Passive | undefined>
}

type Act<K extends Incoming['kind']> = Incoming & { kind: K }

/**
 * Takes in what the platform tells. Resolves once everything is kept, with what to answer; undefined is the bare receipt.
 * Throws where nothing was kept: "try again".
 */
export function createHearing(parts: HearParts) {
  const { peers, clock, policy } = parts
  const say = (name: string, values?: Record<string, string>) =>
    parts.say({ key: `channels.wechat-official.${name}`, ...(values && { values }) }, parts.locale)

  return async function hear(event: Incoming): Promise<Passive | undefined> {
    const { peer } = event
    switch (event.kind) {
      case 'said':
        return said(event)
      case 'came':
        return came(event)
      case 'unreadable': {
        const before = await peers.change(peer, (one) => afterWords(one, event))
        return aside(peer, before, say('unreadable'))
      }
      case 'left':
        await peers.change(peer, (before) => ({ ...before, left: true }))
        return undefined
      case 'pushed':
        await peers.change(peer, (before) => afterPush(before, event.id, event.status))
        return undefined
      case 'other':
        return undefined
    }
  }

  async function said(event: Act<'said'>): Promise<Passive | undefined> {
    const began = clock.now()
    const fetched = event.media && (await parts.media.fetch(event.media))
    const before = await peers.change(event.peer, (peer) => afterWords(peer, event))
    if (fetched && 'lost' in fetched) return aside(event.peer, before, say('lost'))
    return take(event, { before, began, ...(fetched && { file: fetched.file }) })
  }

  async function came(event: Act<'came'>): Promise<Passive | undefined> {
    const began = clock.now()
    const { known } = event
    const until = event.at + spanMs(policy.wechatOfficial.window.within)
    const before = await peers.change(event.peer, (peer) => ({
      ...afterComing(peer, event.at),
      ...(known && { known: { ...known, until } }),
    }))
    if (event.text || event.press) return take(event, { before, began })
    return aside(event.peer, before, event.follows || known ? welcome(known) : '')
  }

  function aside(peer: string, { waiting = [] }: Peer, text: string): Promise<Passive | undefined> {
    return parts.aside(peer, waiting.length, text)
  }

  function welcome({ order, shop }: Known = {}): string {
    const lines = [
      say('welcome'),
      ...(order ? [say('order', { order })] : []),
      ...(shop ? [say('shop', { shop })] : []),
    ]
    return lines.join('\n')
  }

  async function take(
    event: Act<'said' | 'came'>,
    from: { before: Peer; began: number; file?: FileRef },
  ): Promise<Passive | undefined> {
    const { before, began } = from
    const slot = parts.slots.open(event.peer)
    try {
      await parts.receive(
        messageOf(event, { channel: channelName, before, now: began, file: from.file }),
      )
      return await parts.answer(event.peer, slot, { began, waited: before.waiting?.length ?? 0 })
    } catch (error) {
      slot.close()
      throw error
    }
  }
}
