import { spanMs } from '../../domain/span.ts'
import { StoreUnavailableError } from '../../store/port.ts'
import type { Receive } from '../port.ts'
import { createMedia } from '../wechat-core/media.ts'
import { createPeers } from '../wechat-core/peers.ts'
import { createPlatform } from '../wechat-core/platform.ts'
import { channelName, type WechatChannel, type WechatSettings } from './account.ts'
import { createAsking } from './ask-to-write.ts'
import { createConsent } from './consent.ts'
import { createDelivery } from './deliver.ts'
import { createHearing } from './hear.ts'
import { createSlots } from './reply-slot.ts'
import { createRides } from './ride.ts'
import { createRights } from './rights.ts'
import { createSender } from './sender.ts'
import { stableToken } from './stable-token.ts'
import { createWebhook } from './webhook.ts'

/**
 * A WeChat official account. What would surprise you: the platform allows few messages and not for long, so a letter may
 * go out with the receipt of the customer's own message, or wait until he writes again.
 */
export function createWechatChannel(settings: WechatSettings): WechatChannel {
  const { store, clock, policy, account } = settings
  const rights = createRights(clock)
  const peers = createPeers(store, `${channelName}:`, policy.wechatOfficial)
  const slots = createSlots(clock)
  const platform = createPlatform(account.api, stableToken(account))
  const largest = policy.limits.fileSize.value
  const media = createMedia({ store, platform, api: account.api, largest })
  const sender = createSender({ ...settings, platform, peers, media, rights })
  const rides = createRides({ ...settings, peers, rights, sender })
  const consent = createConsent({ ...settings, platform, peers })
  const ask = createAsking({ ...settings, platform, peers, consent })
  const { flush } = rides
  const deliver = createDelivery({ peers, slots, sender, rights, consent, ask, flush })
  let receive: Receive = async () => {
    throw new StoreUnavailableError('The desk is not open yet')
  }
  const hear = createHearing({
    ...settings,
    peers,
    slots,
    media,
    receive: (message) => receive(message),
    answer: rides.answer,
    aside: rides.aside,
  })

  return {
    name: channelName,
    capabilities: {
      buttons: 'menu',
      replyWindow: spanMs(policy.wechatOfficial.window.within),
      quota: policy.wechatOfficial.messages.value,
      pushAfterWindow: account.template ? 'template' : consent ? 'consent' : 'none',
      groups: false,
    },
    async start(take) {
      receive = take
    },
    send: deliver,
    forget: (peer) => peers.forget(peer),
    prune: (now) => peers.prune(now),
    routes: () => createWebhook(settings, hear, consent),
    health: () =>
      rights.sends ? { ok: true } : { ok: true, reason: 'answers only, no right to write' },
    stop: async () => rides.stop(),
  }
}
