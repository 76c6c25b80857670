import { spanMs } from '../../domain/span.ts'
import { StoreUnavailableError } from '../../store/port.ts'
import { createAlone } from '../alone.ts'
import type { Receive, TellMissed } from '../port.ts'
import { createFlush } from '../wechat-core/flush.ts'
import { createMedia } from '../wechat-core/media.ts'
import { createPeers } from '../wechat-core/peers.ts'
import { createPlatform } from '../wechat-core/platform.ts'
import { channelName, type WecomKfChannel, type WecomKfSettings } from './account.ts'
import { corpToken } from './corp-token.ts'
import { createDelivery } from './deliver.ts'
import { createHearing } from './hear.ts'
import { createEventAnswers } from './on-event.ts'
import { createPulling } from './pull.ts'
import { createReading } from './read-account.ts'
import { createSender } from './sender.ts'
import { createWebhook } from './webhook.ts'

/**
 * 微信客服 of a company. What would surprise you: the platform only tells that there are messages; they are fetched, and so
 * nothing is lost while the desk is away, for three days.
 */
export function createWecomKfChannel(settings: WecomKfSettings): WecomKfChannel {
  const { store, clock, policy, account, say, locale } = settings
  const peers = createPeers(store, `${channelName}:customer:`, policy.wecomKf)
  const platform = createPlatform(account.api, corpToken(account, settings))
  const largest = policy.limits.fileSize.value
  const media = createMedia({ store, platform, api: account.api, largest })
  const sender = createSender({ ...settings, platform, peers, media })
  const flush = createFlush({
    store,
    clock,
    peers,
    before: say({ key: `channels.${channelName}.answered` }, locale),
    send: (peer, text, letters) =>
      sender.text(peer, text, `${letters.map(({ letter }) => letter).join()}/${text}`),
  })
  const events = createEventAnswers({ ...settings, platform, peers, flush })
  let receive: Receive = async () => {
    throw new StoreUnavailableError('The desk is not open yet')
  }
  let tell: TellMissed = async () => undefined
  const hear = createHearing({
    ...settings,
    peers,
    media,
    sender,
    flush,
    events,
    receive: (message) => receive(message),
    tell: (missed) => tell(missed),
  })
  const { onProblem } = settings
  const pulling = createPulling({
    clock,
    reading: createReading({ ...settings, platform, hear }),
    alone: createAlone({ store, clock, onProblem }),
    every: spanMs(policy.wecomKf.pullEvery.within),
    onProblem,
  })

  return {
    name: channelName,
    capabilities: {
      buttons: 'menu',
      replyWindow: spanMs(policy.wecomKf.window.within),
      quota: policy.wecomKf.messages.value,
      pushAfterWindow: 'none',
      groups: false,
    },
    async start(take, tellMissed) {
      receive = take
      if (tellMissed) tell = tellMissed
      pulling.start()
    },
    send: createDelivery({ peers, sender, flush }),
    forget: (peer) => peers.forget(peer),
    prune: (now) => peers.prune(now),
    routes: () => createWebhook(settings, pulling.wake),
    pulled: () => pulling.settled(),
    health() {
      const reason = pulling.trouble()
      return reason === undefined ? { ok: true } : { ok: false, reason }
    },
    async stop() {
      flush.stop()
      await pulling.stop()
    },
  }
}
