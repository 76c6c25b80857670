import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { PageEnv } from '../../http/headers.ts'
import type { Fields } from './read-xml.ts'
import { type Doubt, openSealed, type Seal } from './seal.ts'

/** The largest request taken, in bytes; the platforms' own are a few thousand. */
const largest = 64 * 1024

export type Refuse = (status: 400 | 401 | 413, why: string) => Response

type WebhookParts = {
  /** Of the channel, as refusals are told by. */
  name: string
  path: string
  seal: Seal
  handshake(
    query: (name: string) => string | undefined,
    seal: Seal,
  ): { echo: string } | { doubt: Doubt }
  /** One call that is believed. */
  take(fields: Fields, c: Context<PageEnv>, refuse: Refuse): Response | Promise<Response>
  onProblem: ((problem: unknown) => void) | undefined
}

/** What a platform calls: the proof that the address is ours, and sealed calls. What is not believed changes nothing. */
export function createSealedWebhook(parts: WebhookParts): Hono<PageEnv> {
  const { name, path, seal, handshake, take, onProblem } = parts
  const routes = new Hono<PageEnv>()
  const refuse = (c: Context, status: 400 | 401 | 413, why: string) => {
    onProblem?.(`${name} refused a request: ${why}`)
    return c.text(why, status)
  }

  routes.get(path, (c) => {
    const opened = handshake((field) => c.req.query(field), seal)
    return 'doubt' in opened ? refuse(c, 401, opened.doubt) : c.text(opened.echo)
  })

  const limit = bodyLimit({ maxSize: largest, onError: (c) => refuse(c, 413, 'too large') })
  routes.post(path, limit, async (c) => {
    const opened = openSealed((field) => c.req.query(field), await c.req.text(), seal)
    if (!opened) return refuse(c, 400, 'not readable')
    if ('doubt' in opened) return refuse(c, 401, opened.doubt)
    return take(opened.fields, c, (status, why) => refuse(c, status, why))
  })
  return routes
}
