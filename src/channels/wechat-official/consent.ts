import { randomBytes } from 'node:crypto'
import type { OutboundMessage } from '../../domain/message.ts'
import type { SendOutcome } from '../port.ts'
import type { Peer, Peers } from '../wechat-core/peers.ts'
import { orAway, type Platform } from '../wechat-core/platform.ts'
import { isSame } from '../wechat-core/seal.ts'
import type { Worded } from '../wechat-core/show.ts'
import { channelName, type WechatSettings, webhookPath } from './account.ts'
import { outcomeOf } from './errcode.ts'

/** Where the platform sends a customer back to who was asked. */
export const consentPath = `${webhookPath}/consent`

/** What a visit of the way back comes to. */
export type Verdict = 'granted' | 'declined' | 'refused'

type ConsentParts = Pick<WechatSettings, 'account' | 'say' | 'locale' | 'clock' | 'privateLink'> & {
  platform: Platform
  peers: Peers
}

/**
 * A customer's consent to one message after the window (一次性订阅消息, developers.weixin.qq.com: One-time_subscription_info):
 * asked for by a link while the window is open, given on the platform's page, spent by one message.
 */
export type Consent = {
  /** The message with the link below it, where it tells the number of a case and no consent is there yet. */
  offered(peer: string, message: OutboundMessage): Promise<Worded>
  /** Back from the platform's page. What is not exactly what was asked of that very customer changes nothing. */
  back(query: (name: string) => string | undefined): Promise<Verdict>
  /** Spends the consent on news; undefined where there is none, or it turned out to be none. */
  push(peer: string): Promise<SendOutcome | undefined>
}

/** Undefined where the account names no such template. */
export function createConsent({
  account,
  platform,
  peers,
  clock,
  ...parts
}: ConsentParts): Consent | undefined {
  const { subscribe } = account
  if (!subscribe) return undefined
  const { id, scene, home } = subscribe
  const say = (name: string, values?: Record<string, string>) =>
    parts.say({ key: `channels.${channelName}.${name}`, ...(values && { values }) }, parts.locale)

  function linkFor(reserved: string): string {
    const query = new URLSearchParams({
      action: 'get_confirm',
      appid: account.appId,
      scene,
      template_id: id,
      redirect_url: `${home}${consentPath}`,
      reserved,
    })
    return `https://mp.weixin.qq.com/mp/subscribemsg?${query}#wechat_redirect`
  }

  return {
    async offered(peer, message) {
      if (!tellsNumber(message)) return message
      const reserved = randomBytes(16).toString('hex')
      const { consent } = await peers.change(peer, (before) =>
        before.consent ? undefined : { ...before, consent: { reserved } },
      )
      // Somebody who was asked before and did not answer finds the same link.
      if (!consent?.reserved) return message
      const link = `<a href="${linkFor(consent.reserved)}">${say('consent.link')}</a>`
      return { ...message, below: say('consent.offer', { link }) }
    },

    async back(query) {
      if (query('action') === 'cancel') return 'declined'
      const peer = query('openid') ?? ''
      const isOurs =
        query('action') === 'confirm' && query('template_id') === id && query('scene') === scene
      if (!isOurs || !/^[\w-]{1,64}$/.test(peer)) return 'refused'
      let granted = false
      await peers.change(peer, (before) => {
        const { reserved } = before.consent ?? {}
        granted = reserved !== undefined && isSame(query('reserved') ?? '', reserved)
        return granted ? { ...before, consent: { grantedAt: clock.now() } } : undefined
      })
      return granted ? 'granted' : 'refused'
    },

    async push(peer) {
      const { consent } = await peers.get(peer)
      if (consent?.grantedAt === undefined) return undefined
      const asked = { id: '', at: clock.now(), status: 'arrived' as const }
      let isMine = false
      await peers.change(peer, (before) => {
        isMine = before.consent?.grantedAt !== undefined
        return isMine ? { ...without(before), asked } : undefined
      })
      // Another process has just spent it.
      if (!isMine) return onItsWay
      const page = await parts.privateLink?.(`customer:${channelName}/${peer}`)
      const answer = await orAway(
        platform.call('/cgi-bin/message/template/subscribe', {
          touser: peer,
          template_id: id,
          url: page ?? home,
          scene,
          title: say('consent.title'),
          data: { content: { value: say('news') } },
        }),
      )
      if (answer.errcode === 0) return arrived
      await peers.change(peer, ({ asked: _, ...before }) => before)
      const outcome = outcomeOf(answer, 'subscribed message')
      if (outcome.ok || (outcome.kind !== 'rate' && outcome.kind !== 'offline')) return undefined
      // Nothing was said of the consent itself: it is there for the next try.
      await peers.change(peer, (before) => ({ ...before, consent }))
      return outcome
    },
  }
}

const arrived = {
  ok: false,
  kind: 'window closed',
  instead: 'asked',
  reason: 'a subscribed message was sent',
} as const

const onItsWay = {
  ok: false,
  kind: 'rate',
  retryAfter: 30_000,
  reason: 'a subscribed message is on its way',
} as const

/** The message under which a customer can ask how his case stands is the one that tells its number. */
function tellsNumber({ buttons = [] }: OutboundMessage): boolean {
  return buttons.some(({ id }) => id === 'progress')
}

function without({ consent: _, ...peer }: Peer): Peer {
  return peer
}
