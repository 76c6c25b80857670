import type { ServerResponse } from 'node:http'
import type { Context, Hono } from 'hono'
import { spanMs } from '../../domain/span.ts'
import type { PageEnv } from '../../http/headers.ts'
import { cdata } from '../wechat-core/read-xml.ts'
import { openHandshake, sealed } from '../wechat-core/seal.ts'
import { createSealedWebhook } from '../wechat-core/webhook.ts'
import { channelName, type WechatSettings, webhookPath } from './account.ts'
import type { Consent } from './consent.ts'
import { createConsentPage } from './consent-page.ts'
import type { Passive } from './hear.ts'
import { type Incoming, readEvent } from './read-event.ts'

/** What the platform calls. Nothing is acknowledged before it is kept. */
export function createWebhook(
  settings: WechatSettings,
  hear: (event: Incoming) => Promise<Passive | undefined>,
  consent: Consent | undefined,
): Hono<PageEnv> {
  const { onProblem, account, clock, policy } = settings
  const { token, aesKey, appId: receiver } = account
  const skew = spanMs(policy.wechatOfficial.skew.within)
  const seal = { token, aesKey, receiver, skew, clock }
  const routes = createSealedWebhook({
    name: channelName,
    path: webhookPath,
    seal,
    handshake: openHandshake,
    onProblem,
    async take(fields, c, refuse) {
      const event = readEvent(fields)
      if (!event) return refuse(400, 'no sender or time')
      const answer = await hear(event)
      if (!answer) return c.text('success')
      await watchWriting(c, answer, onProblem)
      const xml = passiveXml(answer.text, {
        to: event.peer,
        from: fields.get('ToUserName') ?? '',
        at: clock.now(),
      })
      return c.body(sealed(xml, seal), 200, { 'Content-Type': 'application/xml; charset=utf-8' })
    },
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
