import { createHash } from 'node:crypto'
import type { LetterId } from '../../domain/letter.ts'
import type { FileRef, OutboundMessage } from '../../domain/message.ts'
import type { SendOutcome } from '../port.ts'
import type { MediaDesk } from '../wechat-core/media.ts'
import type { Peer, Peers, Sent } from '../wechat-core/peers.ts'
import { orAway, type Platform } from '../wechat-core/platform.ts'
import { asText, inPieces } from '../wechat-core/show.ts'
import { book, corrected } from '../wechat-core/window.ts'
import { addressOf, type WecomKfSettings } from './account.ts'
import { corrections, isAboutMessage, outcomeOf, sessionElsewhere } from './errcode.ts'
import { takeBack } from './session.ts'
import { asMenu, asPlainText, fitsMenu } from './show-menu.ts'

const via = 'customer service'
/** So many of our last messages are remembered: twice as many as a customer's message pays for. */
const remembered = 10

type SenderParts = Pick<WecomKfSettings, 'clock' | 'policy'> & {
  platform: Platform
  peers: Peers
  media: MediaDesk
}

/** Writes to customers, each message booked before it goes out, under an id of its own. */
export type Sender = {
  /** The whole message; tried again, what has arrived of it is not shown again. */
  send(peer: string, message: OutboundMessage, letter: LetterId): Promise<SendOutcome>
  /** One text, as it stands; the same `about` is the same message. */
  text(peer: string, content: string, about: string): Promise<SendOutcome>
}

type Body = { msgtype: string; [more: string]: unknown }
type Part = Sent & { body: Body; isReminder: boolean }

/**
 * The id of a message, at most 32 bytes. The platform takes each once for an account
 * (developer.work.weixin.qq.com/document/path/94677).
 */
export function messageId(about: string): string {
  return createHash('sha256').update(about).digest('base64url').slice(0, 32)
}

export function createSender({ clock, policy, platform, peers, media }: SenderParts): Sender {
  /** What this process knows to have arrived. */
  const done = new Set<string>()

  async function one(peer: string, { body, isReminder, ...sent }: Part): Promise<SendOutcome> {
    if (done.has(sent.id)) return { ok: true, via }
    let refused: (SendOutcome & { ok: false })['kind'] | undefined
    let again = false
    await peers.change(peer, (before) => {
      // Whether its first try arrived nobody knows; it was booked then.
      again = before.sent?.some(({ id }) => id === sent.id) === true
      if (again) return undefined
      const booking = book(before, policy.wecomKf, { now: clock.now(), isReminder })
      refused = 'refused' in booking ? booking.refused : undefined
      return 'refused' in booking ? undefined : noted(booking.peer, sent)
    })
    if (refused) return { ok: false, kind: refused, reason: 'by our own count' }
    const call = { ...addressOf(peer), msgid: sent.id, ...body }
    const answer = await inOurSession(peer, () => platform.call('/cgi-bin/kf/send_msg', call))
    if (Number.isNaN(answer.errcode)) return outcomeOf(answer, via)
    // The platform refuses an id it has taken before: so he has the message.
    if (answer.errcode === 0 || (again && isAboutMessage(answer))) {
      remember(sent.id)
      return { ok: true, via }
    }
    const by = corrections[answer.errcode]
    await peers.change(peer, (now) => without(corrected(now, by, policy.wecomKf), sent.id))
    return outcomeOf(answer, via)
  }

  /** Sent once more where the customer's session was elsewhere and could be taken back. */
  async function inOurSession(peer: string, send: () => ReturnType<Platform['call']>) {
    const answer = await orAway(send())
    const isElsewhere = answer.errcode === sessionElsewhere
    return isElsewhere && (await takeBack(platform, peer)) ? orAway(send()) : answer
  }

  function remember(id: string): void {
    if (done.size >= 2000) done.clear()
    done.add(id)
  }

  async function picture(peer: string, file: FileRef, part: Omit<Part, 'body'>) {
    if (done.has(part.id)) return { ok: true as const, via }
    const id = await media.upload(file)
    const body = { msgtype: 'image', image: { media_id: id } }
    return id ? one(peer, { ...part, body }) : { ok: true as const, via }
  }

  async function words(
    peer: string,
    message: OutboundMessage,
    letter: LetterId,
  ): Promise<SendOutcome> {
    const isReminder = message.reminder === true
    if (fitsMenu(message)) {
      const text = asText(message)
      const part = { id: messageId(`${letter}/menu`), letter, text, message, isReminder }
      const outcome = await one(peer, { ...part, body: asMenu(message) })
      if (outcome.ok || outcome.kind !== 'bad request') return outcome
    }
    for (const [n, text] of inPieces(asText(message)).entries()) {
      const part = { id: messageId(`${letter}/${n}`), letter, text, message, isReminder }
      const outcome = await one(peer, { ...part, body: asPlainText(text) })
      if (!outcome.ok) return outcome
    }
    return { ok: true, via }
  }

  return {
    text: (peer, text, about) =>
      one(peer, { id: messageId(about), text, body: asPlainText(text), isReminder: false }),
    async send(peer, { files = [], ...message }, letter) {
      const outcome = await words(peer, message, letter)
      if (!outcome.ok) return outcome
      for (const file of files) {
        const part = { id: messageId(`${letter}/${file.id}`), letter, text: '', isReminder: false }
        const shown = await picture(peer, file, part)
        if (!shown.ok) return shown
      }
      return { ok: true, via }
    },
  }
}

function noted(peer: Peer, sent: Sent): Peer {
  return { ...peer, sent: [...(peer.sent ?? []), sent].slice(-remembered) }
}

function without(peer: Peer, id: string): Peer {
  return { ...peer, sent: (peer.sent ?? []).filter((one) => one.id !== id) }
}
