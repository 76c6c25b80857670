import { spanMs } from '../../domain/span.ts'
import type { Receive, TellMissed } from '../port.ts'
import type { Flush } from '../wechat-core/flush.ts'
import type { Fetched, Media, MediaDesk } from '../wechat-core/media.ts'
import { messageOf } from '../wechat-core/message-of.ts'
import type { Peers } from '../wechat-core/peers.ts'
import { keep } from '../wechat-core/waiting.ts'
import { afterWords, corrected } from '../wechat-core/window.ts'
import { channelName, type WecomKfSettings } from './account.ts'
import { lossOf } from './errcode.ts'
import type { createEventAnswers } from './on-event.ts'
import type { Incoming } from './read-message.ts'
import type { Sender } from './sender.ts'

type HearParts = Pick<WecomKfSettings, 'clock' | 'policy' | 'locale' | 'say' | 'onProblem'> & {
  peers: Peers
  media: MediaDesk
  sender: Sender
  flush: Flush
  events: ReturnType<typeof createEventAnswers>
  receive: Receive
  tell: TellMissed
}

type Act<K extends Incoming['kind']> = Incoming & { kind: K }

/**
 * Takes in one thing the platform tells; resolves once it is kept, throws where it has to be told again. `last`: it has been
 * told often enough, and a file that does not come will not come.
 */
export type Hear = (event: Incoming, last: boolean) => Promise<void>

export function createHearing(parts: HearParts): Hear {
  const { peers, clock, policy, sender, events, onProblem } = parts
  const say = (name: string, values?: Record<string, string>) =>
    parts.say({ key: `channels.${channelName}.${name}`, ...(values && { values }) }, parts.locale)

  return async function hear(event, last) {
    switch (event.kind) {
      case 'said':
        return said(event, last)
      case 'came':
        return came(event)
      case 'unreadable':
        await peers.change(event.peer, (before) => afterWords(before, event))
        await flush(event.peer)
        return answer(event, say('unreadable'))
      case 'ended':
        return events.ending(event)
      case 'undelivered':
        return undelivered(event)
      case 'other':
        return undefined
    }
  }

  async function said(event: Act<'said'>, last: boolean): Promise<void> {
    const fetched = event.media && (await fetch(event.media, last))
    const before = await peers.change(event.peer, (peer) => afterWords(peer, event))
    const flushing = flush(event.peer)
    if (fetched && 'lost' in fetched) {
      await flushing
      return answer(event, say('lost'))
    }
    const card = event.card === undefined ? undefined : say('card', { id: event.card })
    const words = { ...event, ...(card && { text: card }) }
    await parts.receive(
      messageOf(words, { channel: channelName, before, now: clock.now(), file: fetched?.file }),
    )
    await flushing
  }

  /** What waited for him; where that fails, it waits on. */
  function flush(peer: string): Promise<void> {
    return parts.flush.flush(peer).catch((problem: unknown) => onProblem?.(problem))
  }

  async function fetch(wanted: Media, last: boolean): Promise<Fetched> {
    try {
      return await parts.media.fetch(wanted)
    } catch (error) {
      if (last) return { lost: 'not there' }
      throw error
    }
  }

  /** What the account says by itself goes as one of the messages; where it may not, it is left. */
  async function answer({ peer, key }: Incoming, text: string): Promise<void> {
    const outcome = await sender.text(peer, text, `answer/${key}`)
    if (!outcome.ok) onProblem?.(`wecom-kf: an answer did not go out: ${outcome.reason}`)
  }

  async function came(event: Act<'came'>): Promise<void> {
    const { known } = event
    if (known) {
      const until = event.at + spanMs(policy.wecomKf.window.within)
      await peers.change(event.peer, (before) => ({ ...before, known: { ...known, until } }))
    }
    await events.welcome(event)
  }

  /** What did not arrive waits for his next message, and whoever looks after him hears of it. */
  async function undelivered(event: Act<'undelivered'>): Promise<void> {
    const { peer, id, failType, at } = event
    onProblem?.(`wecom-kf: a message did not arrive: fail_type ${failType}`)
    const loss = lossOf(failType)
    const lost = (await peers.get(peer)).sent?.find((one) => one.id === id)
    if (!lost) return
    const { letter, message, text } = lost
    // Told first: where this breaks off it comes again, and it is known by its letter.
    if (letter && message) await parts.tell({ peer, letter, message, kind: loss.kind })
    await peers.change(peer, (before) => {
      const sent = (before.sent ?? []).filter((one) => one.id !== id)
      // He has written since: what was closed then is open.
      const isOver = at < (before.spokeAt ?? 0)
      const count = isOver ? before : corrected(before, loss.correction, policy.wecomKf)
      const counted = { ...count, sent }
      return (letter && keep(counted, letter, text)) || counted
    })
  }
}
