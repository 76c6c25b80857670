import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Channel, ChannelParts, Receive } from '../../src/channels/port.ts'
import type { PageEnv } from '../../src/http/headers.ts'

type PostSettings = ChannelParts & { account: { secret: string; url: string } }
const said = z.object({ key: z.string().min(1), peer: z.string().min(1), text: z.string().min(1) })
const sum = (text = '') => createHash('sha256').update(text).digest()

/** A program of the shop's: it posts what customers say, and is posted what the desk answers. */
export function createPostChannel({ account, clock }: PostSettings): Channel {
  let receive: Receive = () => Promise.reject(new Error('not open yet'))
  const ours = `Bearer ${account.secret}`
  const hook = new Hono<PageEnv>()
  hook.post('/channels/post', async (c) => {
    if (!timingSafeEqual(sum(c.req.header('authorization')), sum(ours))) return c.body(null, 401)
    const message = said.safeParse(await c.req.json().catch(() => undefined))
    if (!message.success) return c.text('not a message', 400)
    return c.text(await receive({ ...message.data, channel: 'post', at: clock.now() }))
  })
  return {
    name: 'post',
    capabilities: { buttons: 'numbered', pushAfterWindow: 'free', groups: false },
    async start(take) {
      receive = take
    },
    async send(peer, { text, buttons = [] }, letter) {
      const choices = buttons.map(({ label }, n) => `\n${n + 1}. ${label}`).join('')
      const headers = { authorization: ours }
      const body = JSON.stringify({ key: letter, peer, text: text + choices })
      const request = { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) }
      const answer = await fetch(account.url, request).catch(() => undefined)
      if (answer?.ok) return { ok: true, via: 'post' }
      return { ok: false, kind: 'offline', reason: `post answers ${answer?.status ?? 'nothing'}` }
    },
    routes: () => hook,
    health: () => ({ ok: true }),
    stop: () => Promise.resolve(),
  }
}
