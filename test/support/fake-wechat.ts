import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Account } from '../../src/channels/wechat-official/account.ts'
import type { Clock } from '../../src/clock/port.ts'

/** What the account has sent to a follower: the bodies as the platform got them. */
export type SentByAccount = { touser: string; msgtype: string; [more: string]: unknown }

/**
 * The platform as an official account meets it: tokens, the 48-hour window with its five messages, media, templates. It
 * has its own crypto, so that ours is checked against another.
 */
export type FakeWechat = AsyncDisposable & {
  account: Account
  sent: SentByAccount[]
  templates: { touser: string; template_id: string; data: Record<string, { value: string }> }[]
  menus: unknown[]
  /** How often a token was asked for, and forced. */
  tokens: { asked: number; forced: number }
  media: Map<string, { type: string; bytes: Uint8Array } | { video: string }>
  uploads: Uint8Array[]
  /** The next calls of that path answer so, once each. */
  failNext(path: string, ...errcodes: number[]): void
  /** All calls of that path answer so, until 0 is set. */
  failAlways(path: string, errcode: number): void
  /** Calls of that path wait until the promise resolves. */
  delay(path: string, until: Promise<unknown>): void
  /** Makes the token the desk holds worthless. */
  revokeToken(): void
  /** A request as the platform sends it, sealed and signed. */
  request(fields: Record<string, string | number>, how?: SealedHow): Request
  handshake(how?: SealedHow): Request
  /** What stands in a sealed answer. */
  open(body: string): { signed: boolean; xml: string }
  texts(peer?: string): string[]
}

export type SealedHow = {
  token?: string
  appId?: string
  aesKey?: string
  /** Seconds. */
  time?: number
  /** Changes the body after it was signed. */
  tamper?: (body: string) => string
  /** In clear text, beside a signature that is right for that mode. */
  plain?: true
}

const address = 'http://desk.example/channels/wechat-official'
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

export async function fakeWechat(clock: Clock): Promise<FakeWechat> {
  const once_ = new Map<string, number[]>()
  const always = new Map<string, number>()
  const delays = new Map<string, Promise<unknown>>()
  const windows = new Map<string, { until: number; left: number }>()
  let token = 'token-1'
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const fake: FakeWechat = {
    account: { appId: 'wx-app', appSecret: 'app-secret', token: 'the-token', aesKey, api },
    sent: [],
    templates: [],
    menus: [],
    tokens: { asked: 0, forced: 0 },
    media: new Map(),
    uploads: [],
    failNext: (path, ...codes) => void once_.set(path, [...(once_.get(path) ?? []), ...codes]),
    failAlways: (path, code) => void always.set(path, code),
    delay: (path, until) => void delays.set(path, until),
    revokeToken() {
      token = `token-${fake.tokens.asked + 2}`
    },
    request(fields, how = {}) {
      noteWindow(fields)
      return sealedRequest(xmlOf(fields), how)
    },
    handshake(how = {}) {
      const query = queryOf('', how)
      return new Request(`${address}?${query}&signature=${query.get('sign')}&echostr=hello`)
    },
    open(body) {
      const [, sealed = ''] = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body) ?? []
      const field = (name: string) =>
        new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(body)?.[1] ?? ''
      const signature = sign(fake.account.token, field('TimeStamp'), field('Nonce'), sealed)
      return { signed: signature === field('MsgSignature'), xml: unseal(sealed) }
    },
    texts: (peer) =>
      fake.sent
        .filter(({ touser }) => peer === undefined || touser === peer)
        .map(({ text }) => (text as { content: string } | undefined)?.content ?? ''),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const calls: Record<string, (body: Buffer) => object> = {
    '/cgi-bin/message/custom/send': sendCustom,
    '/cgi-bin/message/template/send'(body) {
      fake.templates.push(JSON.parse(body.toString()))
      return { errcode: 0, errmsg: 'ok', msgid: 1000 + fake.templates.length }
    },
    '/cgi-bin/media/upload'(body) {
      fake.uploads.push(new Uint8Array(body))
      return { type: 'image', media_id: `upload-${fake.uploads.length}` }
    },
    '/cgi-bin/menu/create'(body) {
      fake.menus.push(JSON.parse(body.toString()))
      return { errcode: 0 }
    },
    '/cgi-bin/qrcode/create'(body) {
      fake.menus.push(JSON.parse(body.toString()))
      return { ticket: 'ticket=1', expire_seconds: 60, url: 'http://weixin.qq.com/q/abc' }
    },
  }
  return fake

  function noteWindow(fields: Record<string, string | number>) {
    const peer = String(fields.FromUserName)
    const isEvent = fields.MsgType === 'event'
    if (!isEvent) windows.set(peer, { until: clock.now() + 48 * 3_600_000, left: 5 })
    else if (/^(CLICK|subscribe|SCAN)$/.test(String(fields.Event))) {
      const old = windows.get(peer)
      if (!old || old.left === 0) windows.set(peer, { until: clock.now() + 60_000, left: 3 })
    }
  }

  function sealedRequest(xml: string, how: SealedHow): Request {
    const sealed = how.plain ? '' : seal(xml, how)
    const query = queryOf(sealed, how)
    query.set(how.plain ? 'signature' : 'msg_signature', query.get('sign')!)
    const outside = how.plain
      ? xml
      : `<xml><ToUserName><![CDATA[gh_desk]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`
    const body = how.tamper ? how.tamper(outside) : outside
    return new Request(`${address}?${query}`, { method: 'POST', body })
  }

  function queryOf(sealed: string, how: SealedHow): URLSearchParams {
    const timestamp = String(how.time ?? Math.floor(clock.now() / 1000))
    const nonce = randomBytes(4).toString('hex')
    const signature = sign(how.token ?? fake.account.token, timestamp, nonce, sealed)
    return new URLSearchParams({ timestamp, nonce, sign: signature })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(request.url!, api)
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const body = Buffer.concat(chunks)
    await delays.get(path)
    const answer = (value: object) =>
      void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value))
    const failure = once_.get(path)?.shift() ?? always.get(path)
    if (path === '/film') return void response.end(filmBytes)
    if (failure)
      return answer({ errcode: failure, errmsg: `fails for ${query.get('access_token')}` })
    if (path === '/cgi-bin/stable_token') return answer(giveToken(JSON.parse(body.toString())))
    if (query.get('access_token') !== token) return answer({ errcode: 40001, errmsg: 'invalid' })
    const handler = calls[path]
    if (path === '/cgi-bin/media/get') return giveMedia(query.get('media_id')!, response, answer)
    answer(handler ? handler(body) : { errcode: 404 })
  }

  function giveToken({ appid, secret, force_refresh: force }: Record<string, unknown>) {
    fake.tokens.asked++
    if (force) fake.tokens.forced++
    const known = appid === fake.account.appId && secret === fake.account.appSecret
    return known ? { access_token: token, expires_in: 7200 } : { errcode: 40125 }
  }

  function giveMedia(id: string, response: ServerResponse, answer: (value: object) => void) {
    const found = fake.media.get(id)
    if (!found) return answer({ errcode: 40007, errmsg: 'invalid media_id' })
    if ('video' in found) return answer({ video_url: found.video })
    response.setHeader('Content-Type', found.type).end(found.bytes)
  }

  function sendCustom(body: Buffer) {
    const message = JSON.parse(body.toString()) as SentByAccount
    const window = windows.get(message.touser)
    if (!window || clock.now() >= window.until) return { errcode: 45015 }
    if (window.left === 0) return { errcode: 45047 }
    const content = (message.text as { content: string } | undefined)?.content ?? ''
    if (Buffer.byteLength(content) > 2048) return { errcode: 45002 }
    window.left--
    fake.sent.push(message)
    return { errcode: 0 }
  }
}

/** The beginning of a film, as it lies behind `/film`. */
export const filmBytes = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')

/** A message as WeChat writes it: words in CDATA, numbers plain. */
function xmlOf(fields: Record<string, string | number>): string {
  const lines = Object.entries({ ToUserName: 'gh_desk', ...fields }).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value}]]></${name}>`,
  )
  return `<xml>${lines.join('\n')}</xml>`
}

function sign(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
}

function seal(xml: string, { appId = 'wx-app', aesKey: key = aesKey }: SealedHow): string {
  const secret = Buffer.from(`${key}=`, 'base64')
  const words = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(words.length)
  const whole = Buffer.concat([randomBytes(16), length, words, Buffer.from(appId)])
  const missing = 32 - (whole.length % 32)
  const cipher = createCipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([whole, Buffer.alloc(missing, missing)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

function unseal(sealed: string): string {
  const secret = Buffer.from(`${aesKey}=`, 'base64')
  const cipher = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(
    false,
  )
  const whole = Buffer.concat([cipher.update(sealed, 'base64'), cipher.final()])
  return whole.subarray(20, 20 + whole.readUInt32BE(16)).toString()
}
