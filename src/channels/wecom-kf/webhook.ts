import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { spanMs } from '../../domain/span.ts'
import type { PageEnv } from '../../http/headers.ts'
import { openSealed, openSealedHandshake } from '../wechat-core/seal.ts'
import { isId, type WecomKfSettings, webhookPath } from './account.ts'

/** The largest request taken, in bytes; the platform's own are a few hundred. */
const largest = 64 * 1024

/** What the platform calls. It only says that there is something to fetch; what is not believed changes nothing. */
export function createWebhook(
  { account, clock, policy, onProblem }: WecomKfSettings,
  wake: (kf: string, token: string) => void,
): Hono<PageEnv> {
  const { token, aesKey, corpId: receiver } = account
  const seal = { token, aesKey, receiver, skew: spanMs(policy.wecomKf.skew.within), clock }
  const routes = new Hono<PageEnv>()
  const refuse = (c: Context, status: 400 | 401 | 413, why: string) => {
    onProblem?.(`wecom-kf refused a request: ${why}`)
    return c.text(why, status)
  }

  routes.get(webhookPath, (c) => {
    const opened = openSealedHandshake((name) => c.req.query(name), seal)
    return 'doubt' in opened ? refuse(c, 401, opened.doubt) : c.text(opened.echo)
  })

  const limit = bodyLimit({ maxSize: largest, onError: (c) => refuse(c, 413, 'too large') })
  routes.post(webhookPath, limit, async (c) => {
    const opened = openSealed((name) => c.req.query(name), await c.req.text(), seal)
    if (!opened) return refuse(c, 400, 'not readable')
    if ('doubt' in opened) return refuse(c, 401, opened.doubt)
    const field = (name: string) => opened.fields.get(name) ?? ''
    if (field('Event') !== 'kf_msg_or_event') return c.text('success')
    if (!isId(field('OpenKfId'))) return refuse(c, 400, 'no account')
    wake(field('OpenKfId'), field('Token'))
    return c.text('success')
  })
  return routes
}
