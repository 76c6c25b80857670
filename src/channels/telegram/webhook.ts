import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Update } from 'telegraf/types'
import type { PageEnv } from '../../http/headers.ts'
import { type TelegramSettings, webhookPath } from './account.ts'
import type { Bot } from './bot.ts'
import { wantedUpdates } from './read-update.ts'
import type { State } from './state.ts'

/** The largest request taken, in bytes; the platform's own are a few thousand. */
const largest = 256 * 1024

/** Tells the platform until it has heard it where we are to be called, and by which word it proves itself. */
export function createBeingCalled({
  account,
  baseUrl,
  bot,
  state,
}: Pick<TelegramSettings, 'account' | 'baseUrl'> & { bot: Bot; state: State }) {
  const stopping = new AbortController()
  let telling: Promise<void> = Promise.resolve()
  const tell = () =>
    bot.call('setWebhook', {
      url: `${baseUrl}${webhookPath}`,
      secret_token: account.secret,
      allowed_updates: wantedUpdates,
    })
  return {
    start() {
      telling = state.insist(tell, stopping.signal)
    },
    async stop() {
      stopping.abort()
      await telling
    },
  }
}

/** What the platform calls. Nothing is acknowledged before it is kept; what is not believed changes nothing. */
export function createWebhook(
  { account, onProblem }: Pick<TelegramSettings, 'account' | 'onProblem'>,
  bot: Bot,
): Hono<PageEnv> {
  const routes = new Hono<PageEnv>()
  const { secret } = account
  if (secret === undefined) return routes
  const refuse = (c: Context, status: 400 | 401 | 413, why: string) => {
    onProblem?.(`telegram refused a request: ${why}`)
    return c.text(why, status)
  }

  const limit = bodyLimit({ maxSize: largest, onError: (c) => refuse(c, 413, 'too large') })
  routes.post(webhookPath, limit, async (c) => {
    const given = c.req.header('x-telegram-bot-api-secret-token') ?? ''
    if (!isSame(given, secret)) return refuse(c, 401, 'wrong secret')
    const update = await c.req.json<unknown>().catch(() => undefined)
    if (!isUpdate(update)) return refuse(c, 400, 'not an update')
    await bot.handle(update)
    return c.body(null, 200)
  })

  routes.onError((problem, c) => {
    onProblem?.(`telegram could not keep an update: ${problem.name}`)
    c.header('Retry-After', '2')
    return c.text('try again', 503)
  })
  return routes
}

/** Compares in constant time, whatever the lengths. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [given, secret].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(a!, b!)
}

function isUpdate(value: unknown): value is Update {
  return (
    typeof value === 'object' &&
    value !== null &&
    Number.isSafeInteger((value as Partial<Update>).update_id)
  )
}
