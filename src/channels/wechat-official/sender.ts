import type { LetterId } from '../../domain/letter.ts'
import type { FileRef } from '../../domain/message.ts'
import type { SendOutcome } from '../port.ts'
import type { MediaDesk } from '../wechat-core/media.ts'
import type { Peers } from '../wechat-core/peers.ts'
import { orAway, type Platform } from '../wechat-core/platform.ts'
import { asText, inPieces, type Worded } from '../wechat-core/show.ts'
import { book, corrected } from '../wechat-core/window.ts'
import type { WechatSettings } from './account.ts'
import { corrections, noMenus, noRight, outcomeOf } from './errcode.ts'
import type { Rights } from './rights.ts'
import { asMenu, isMenu } from './show-menu.ts'

const via = 'customer service'

type SenderParts = Pick<WechatSettings, 'clock' | 'policy'> & {
  platform: Platform
  peers: Peers
  media: MediaDesk
  rights: Rights
}

/** Writes to customers by itself, each message booked before it goes out. */
export type Sender = {
  /** The whole message. What has gone out is not sent again when the same letter is tried again. */
  send(peer: string, message: Worded, letter: LetterId): Promise<SendOutcome>
  /** One text, as it stands. */
  text(peer: string, content: string): Promise<SendOutcome>
}

type Body = { msgtype: string; [more: string]: unknown }

export function createSender(parts: SenderParts): Sender {
  const { clock, policy, platform, peers, media, rights } = parts
  /** How many parts of a letter are with the customer already. */
  const done = new Map<LetterId, number>()

  async function one(peer: string, body: Body, isReminder = false): Promise<SendOutcome> {
    let refused: (SendOutcome & { ok: false })['kind'] | undefined
    await peers.change(peer, (before) => {
      const booking = book(before, policy.wechatOfficial, { now: clock.now(), isReminder })
      refused = 'refused' in booking ? booking.refused : undefined
      return 'refused' in booking ? undefined : booking.peer
    })
    if (refused) return { ok: false, kind: refused, reason: 'by our own count' }
    // Whether it arrived where no answer came nobody knows: the letter is tried again.
    const answer = await orAway(
      platform.call('/cgi-bin/message/custom/send', { touser: peer, ...body }),
    )
    if (answer.errcode !== 0) {
      const by = corrections[answer.errcode]
      await peers.change(peer, (before) => corrected(before, by, policy.wechatOfficial))
    }
    if (answer.errcode === noRight) rights.lose('sends')
    if (answer.errcode === noMenus) rights.lose('menus')
    return outcomeOf(answer, via)
  }

  async function picture(peer: string, file: FileRef): Promise<SendOutcome> {
    const id = await media.upload(file)
    return id ? one(peer, { msgtype: 'image', image: { media_id: id } }) : { ok: true, via }
  }

  return {
    text: (peer, content) => one(peer, textBody(content)),
    async send(peer, message, letter) {
      const isReminder = message.reminder === true
      const words = bodiesOf(message, rights).map((body) => () => one(peer, body, isReminder))
      const pictures = (message.files ?? []).map((file) => () => picture(peer, file))
      for (const [n, part] of [...words, ...pictures].entries()) {
        if (n < (done.get(letter) ?? 0)) continue
        const hadMenus = rights.menus
        const outcome = await part()
        // Only now it is known that the account has none: the same message goes out as text.
        if (!outcome.ok && hadMenus && !rights.menus) return this.send(peer, message, letter)
        if (!outcome.ok) return outcome
        done.set(letter, n + 1)
      }
      done.delete(letter)
      return { ok: true, via }
    },
  }
}

function bodiesOf(message: Worded, rights: Rights): Body[] {
  if (isMenu(message) && rights.menus) return [{ msgtype: 'msgmenu', msgmenu: asMenu(message) }]
  return inPieces(asText(message, isMenu(message))).map(textBody)
}

function textBody(content: string): Body {
  return { msgtype: 'text', text: { content } }
}
