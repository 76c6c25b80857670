import type { Hono } from 'hono'
import { spanMs } from '../../domain/span.ts'
import type { PageEnv } from '../../http/headers.ts'
import { openSealedHandshake } from '../wechat-core/seal.ts'
import { createSealedWebhook } from '../wechat-core/webhook.ts'
import { channelName, isId, type WecomKfSettings, webhookPath } from './account.ts'

/** What the platform calls. It only says that there is something to fetch. */
export function createWebhook(
  { account, clock, policy, onProblem }: WecomKfSettings,
  wake: (kf: string, token: string) => void,
): Hono<PageEnv> {
  const { token, aesKey, corpId: receiver } = account
  return createSealedWebhook({
    name: channelName,
    path: webhookPath,
    seal: { token, aesKey, receiver, skew: spanMs(policy.wecomKf.skew.within), clock },
    handshake: openSealedHandshake,
    onProblem,
    take(fields, c, refuse) {
      const field = (name: string) => fields.get(name) ?? ''
      if (field('Event') !== 'kf_msg_or_event') return c.text('success')
      if (!isId(field('OpenKfId'))) return refuse(400, 'no account')
      wake(field('OpenKfId'), field('Token'))
      return c.text('success')
    },
  })
}
