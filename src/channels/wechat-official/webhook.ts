import type { ServerResponse } from 'node:http'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { spanMs } from '../../domain/span.ts'
import type { PageEnv } from '../../http/headers.ts'
import { cdata } from '../wechat-core/read-xml.ts'
import { openHandshake, openSealed, sealed } from '../wechat-core/seal.ts'
import { type WechatSettings, webhookPath } from './account.ts'
import type { Consent } from './consent.ts'
import { createConsentPage } from './consent-page.ts'
import type { Passive } from './hear.ts'
import { type Incoming, readEvent } from './read-event.ts'

/** The largest request taken, in bytes; the platform's own are a few thousand. */
const largest = 64 * 1024

/** What the platform calls. Nothing is acknowledged before it is kept; what is not believed changes nothing. */
export function createWebhook(
  settings: WechatSettings,
  hear: (event: Incoming) => Promise<Passive | undefined>,
  consent: Consent | undefined,
): Hono<PageEnv> {
  const { onProblem, account, clock } = settings
  const { token, aesKey, appId: receiver } = account
  const skew = spanMs(settings.policy.wechatOfficial.skew.within)
  const seal = { token, aesKey, receiver, skew, clock }
  const routes = new Hono<PageEnv>()
  const refuse = (c: Context, status: 400 | 401 | 413, why: string) => {
    onProblem?.(`wechat-official refused a request: ${why}`)
    return c.text(why, status)
  }

  routes.get(webhookPath, (c) => {
    const opened = openHandshake((name) => c.req.query(name), seal)
    return 'doubt' in opened ? refuse(c, 401, opened.doubt) : c.text(opened.echo)
  })

  const limit = bodyLimit({ maxSize: largest, onError: (c) => refuse(c, 413, 'too large') })
  routes.post(webhookPath, limit, async (c) => {
    const opened = openSealed((name) => c.req.query(name), await c.req.text(), seal)
    if (!opened) return refuse(c, 400, 'not readable')
    if ('doubt' in opened) return refuse(c, 401, opened.doubt)
    const event = readEvent(opened.fields)
    if (!event) return refuse(c, 400, 'no sender or time')
    const answer = await hear(event)
    if (!answer) return c.text('success')
    await watchWriting(c, answer, onProblem)
    const xml = passiveXml(answer.text, {
      to: event.peer,
      from: opened.fields.get('ToUserName') ?? '',
      at: clock.now(),
    })
    return c.body(sealed(xml, seal), 200, { 'Content-Type': 'application/xml; charset=utf-8' })
  })

  if (consent) routes.route('/', createConsentPage(settings, consent))

  routes.onError((problem, c) => {
    onProblem?.(problem)
    c.header('Retry-After', '2')
    return c.text('try again', 503)
  })
  return routes
}

function passiveXml(text: string, { to, from, at }: { to: string; from: string; at: number }) {
  const time = `<CreateTime>${Math.floor(at / 1000)}</CreateTime>`
  return `<xml>${cdata('ToUserName', to)}${cdata('FromUserName', from)}${time}${cdata('MsgType', 'text')}${cdata('Content', text)}</xml>`
}

/** Tells the answer's sender whether the connection took it whole. */
async function watchWriting(
  c: Context,
  answer: Passive,
  onProblem: WechatSettings['onProblem'],
): Promise<void> {
  const outgoing = c.env?.outgoing as ServerResponse | undefined
  if (!outgoing) return answer.written(true)
  // The platform did not wait for it.
  if (outgoing.destroyed || !outgoing.socket || outgoing.socket.destroyed) {
    return answer.written(false)
  }
  outgoing.once('close', () => {
    answer.written(outgoing.writableFinished).catch((problem: unknown) => onProblem?.(problem))
  })
}
