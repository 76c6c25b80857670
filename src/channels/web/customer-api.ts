import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { setCookie } from 'hono/cookie'
import { cors } from 'hono/cors'
import { toString as drawQr } from 'qrcode'
import { z } from 'zod'
import { conversationOf } from '../../domain/actor.ts'
import { fileAnswer } from '../../http/file-answer.ts'
import type { PageEnv } from '../../http/headers.ts'
import { hasFile, newLines, type ShownLine, type Sight, showLine } from '../../http/lines.ts'
import { createPace } from '../../http/pace.ts'
import { wholeNumber } from '../../http/query.ts'
import { refuse, refuseBusy } from '../../http/refuse.ts'
import type { Frame } from '../../http/streams.ts'
import { addressOf, baseOf, fromOwnPage, isSecure } from '../../http/visitor.ts'
import type { Receive } from '../port.ts'
import { linkAddress } from './links.ts'
import { fileFrom, messageFrom } from './parse.ts'
import type { ApiEnv, ApiSettings } from './settings.ts'
import { cookieName, visitorOf } from './who.ts'

/** The largest message taken, in bytes; what is over the policy's text length is kept but not read. */
const largestMessage = 64 * 1024
/** Room for the fields beside the photo. */
const besideFile = 16 * 1024
/** A flood is refused before it costs a write: this many times what one sender is answered. */
const floodOf = { sender: 10, address: 50 }
const year = 365 * 24 * 3600

/** The customers' API: open a conversation, send, receive. Documented in `docs/openapi.yaml`. */
export function customerApi(settings: ApiSettings): Hono<PageEnv> {
  const { limits, clock, site } = settings
  const bySender = createPace(clock, limits.messagesPerMinute.value * floodOf.sender)
  const byAddress = createPace(clock, limits.messagesPerMinute.value * floodOf.address)
  const openings = createPace(clock, limits.messagesPerMinute.value)

  const calm: MiddlewareHandler<ApiEnv> = async (c, next) => {
    const wait = bySender(c.get('customer')) || byAddress(addressOf(c, site))
    return wait > 0 ? refuseBusy(c, settings, wait) : next()
  }
  const tooLarge = (c: Context) => refuse(c, settings, 413, 'too long')
  const fileTooLarge = (c: Context) => refuse(c, settings, 413, 'file too large')

  const own = new Hono<ApiEnv>()
  own.use(visitorOf(settings))
  own.post('/messages', calm, bodyLimit({ maxSize: largestMessage, onError: tooLarge }), (c) =>
    takeMessage(c, settings),
  )
  own.post(
    '/files',
    calm,
    bodyLimit({ maxSize: limits.fileSize.value + besideFile, onError: fileTooLarge }),
    (c) => takeFile(c, settings),
  )
  own.post('/links', calm, (c) => makeLink(c, settings))
  own.get('/lines', (c) => readLines(c, settings))
  own.get('/events', (c) => followLines(c, settings))
  own.get('/files/:id', async (c) => {
    if (!['sent', undefined].includes(c.req.query('as'))) {
      return refuse(c, settings, 400, 'bad request')
    }
    const mine = await hasFile(settings.store, conversation(c), c.req.param('id'))
    if (!mine) return refuse(c, settings, 404, 'no file')
    return fileAnswer(c, settings.store, c.req.param('id'))
  })

  const api = new Hono<PageEnv>()
  api.use('/api/conversations/*', cors({ origin: '*', exposeHeaders: ['Retry-After'] }))
  api.use('/api/conversations', cors({ origin: '*', exposeHeaders: ['Retry-After'] }))
  api.post('/api/conversations', bodyLimit({ maxSize: 1024, onError: tooLarge }), async (c) => {
    const wait = openings(addressOf(c, site))
    return wait > 0 ? refuseBusy(c, settings, wait) : open(c, settings)
  })
  api.route('/api/conversations/:token', own)
  api.onError((problem, c) => {
    settings.onProblem?.(problem)
    c.header('Retry-After', '2')
    return refuse(c, settings, 503, 'try again', { kept: false })
  })
  return api
}

async function open(c: Context<PageEnv>, settings: ApiSettings): Promise<Response> {
  const forPage = c.req.query('page') !== undefined
  if (forPage && !fromOwnPage(c, settings.site)) return refuse(c, settings, 403, 'other site')
  const { token } = await settings.visitors.open()
  const inFrame = c.req.query('page') === 'embedded'
  if (forPage) {
    // A browser keeps a cookie in somebody else's page only marked so, and apart for each such site.
    const where = inFrame
      ? ({ sameSite: 'None', secure: true, partitioned: true } as const)
      : ({ sameSite: 'Lax', secure: isSecure(c, settings.site) } as const)
    setCookie(c, cookieName, token, { path: '/', httpOnly: true, maxAge: year, ...where })
  }
  // The page's script never sees the token: the browser brings it back by itself.
  const name = forPage && !inFrame ? 'mine' : token
  const base = `/api/conversations/${name}`
  return c.json(
    {
      ...(!forPage && { token }),
      messages: `${base}/messages`,
      files: `${base}/files`,
      lines: `${base}/lines`,
      events: `${base}/events`,
    },
    201,
  )
}

async function takeMessage(c: Context<ApiEnv>, settings: ApiSettings): Promise<Response> {
  const message = await messageFrom(c, settings)
  return message instanceof Response ? message : receipt(c, settings, message)
}

async function takeFile(c: Context<ApiEnv>, settings: ApiSettings): Promise<Response> {
  const message = await fileFrom(c, settings)
  return message instanceof Response ? message : receipt(c, settings, message)
}

async function receipt(
  c: Context<ApiEnv>,
  settings: ApiSettings,
  message: Parameters<Receive>[0],
): Promise<Response> {
  const got = await settings.receive(message)
  settings.streams.wake(conversation(c))
  if (got === 'limited') return refuse(c, settings, 429, 'limited', { kept: true })
  return c.json({ status: got }, got === 'accepted' ? 202 : 200)
}

/** A private link to this conversation, with the code that a phone's camera reads (SVG). */
async function makeLink(c: Context<ApiEnv>, settings: ApiSettings): Promise<Response> {
  const { link, until } = await settings.links.make(c.get('customer'))
  const url = linkAddress(baseOf(c, settings.site), link)
  const qr = await drawQr(url, { type: 'svg', errorCorrectionLevel: 'L', margin: 2 })
  return c.json({ url, qr, until: new Date(until).toISOString() }, 201)
}

const place = wholeNumber(0).optional()
const asksForLines = z.object({
  limit: wholeNumber(1, 200).default(200),
  after: place,
  before: wholeNumber(1).optional(),
})

async function readLines(c: Context<ApiEnv>, settings: ApiSettings): Promise<Response> {
  const asked = asksForLines.safeParse(c.req.query())
  if (!asked.success) return refuse(c, settings, 400, 'bad request')
  const { limit, before } = asked.data
  const after = before === undefined ? asked.data.after : before - 1 - limit
  const lines =
    after === undefined
      ? await settings.store.lastLines(conversation(c), limit)
      : await settings.store.lines(conversation(c), Math.max(0, after), limit)
  const sight = sightOf(c)
  const shown = lines
    .filter((line) => before === undefined || line.seq < before)
    .flatMap((line) => showLine(line, sight) ?? [])
  settings.see(conversation(c), shown)
  return c.json({ lines: shown })
}

function followLines(c: Context<ApiEnv>, settings: ApiSettings): Response {
  const actor = conversation(c)
  const sight = sightOf(c)
  const asked = place.safeParse(c.req.query('after'))
  if (!asked.success) return refuse(c, settings, 400, 'bad request')
  const before = place.safeParse(c.req.header('last-event-id'))
  let after = Math.max(before.data ?? 0, asked.data ?? 0)
  return settings.streams.open(c, {
    reader: actor,
    topics: [actor],
    async next() {
      const { frames, last } = await newLines({ store: settings.store, actor, after, sight })
      after = last
      settings.see(actor, shownIn(frames))
      return frames
    },
  })
}

function shownIn(frames: readonly Frame[]): readonly ShownLine[] {
  return frames.filter(({ event }) => event === 'line').map(({ data }) => data as ShownLine)
}

function sightOf(c: Context<ApiEnv>): Sight {
  const base = `/api/conversations/${encodeURIComponent(c.req.param('token') ?? '')}/files/`
  return {
    isMine: (line) => line.by === 'customer',
    urlOf: (file) => base + encodeURIComponent(file.id),
    inside: false,
  }
}

function conversation(c: Context<ApiEnv>) {
  return conversationOf(c.get('customer'))
}
