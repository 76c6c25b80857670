import { randomBytes } from 'node:crypto'
import type { Account } from '../../src/channels/wechat-official/account.ts'
import type { Clock } from '../../src/clock/port.ts'
import { type Answer, type FakeApi, fakeApi } from './fake-api.ts'
import { type SealedHow, seal, sign, unseal, xmlOf } from './wechat-seal.ts'

/** What the account has sent to a follower: the bodies as the platform got them. */
export type SentByAccount = { touser: string; msgtype: string; [more: string]: unknown }

export type SubscribedMessage = {
  touser: string
  template_id: string
  scene: string
  url: string
  title: string
  data: { content: { value: string } }
}

/**
 * The platform as an official account meets it: tokens, the 48-hour window with its five messages, media, templates. It
 * has its own crypto, so that ours is checked against another.
 */
export type FakeWechat = Omit<FakeApi, 'api'> & {
  account: Account
  sent: SentByAccount[]
  templates: { touser: string; template_id: string; data: Record<string, { value: string }> }[]
  /** One-time messages that were sent, and who has consented to one. */
  subscribed: SubscribedMessage[]
  consents: Set<string>
  menus: unknown[]
  /** How often a token was asked for, and forced. */
  tokens: { asked: number; forced: number }
  media: Map<string, { type: string; bytes: Uint8Array } | { video: string }>
  uploads: Uint8Array[]
  /** Makes the token the desk holds worthless. */
  revokeToken(): void
  /** A request as the platform sends it, sealed and signed. */
  request(fields: Record<string, string | number>, how?: SealedHow): Request
  handshake(how?: SealedHow): Request
  /** What stands in a sealed answer. */
  open(body: string): { signed: boolean; xml: string }
  /** The words of a sealed answer; undefined for a bare receipt, or one that is not signed. */
  replyIn(body: string): string | undefined
  texts(peer?: string): string[]
  /** Told of each message as it is taken. */
  onSent(message: SentByAccount): void
}

const address = 'http://desk.example/channels/wechat-official'
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

export async function fakeWechat(clock: Clock): Promise<FakeWechat> {
  const windows = new Map<string, { until: number; left: number }>()
  let token = 'token-1'
  const server = await fakeApi(({ path, query, body }) => {
    if (path === '/film') return { type: 'video/mp4', bytes: filmBytes }
    if (path === '/cgi-bin/stable_token') return giveToken(JSON.parse(body.toString()))
    if (query.get('access_token') !== token) return { errcode: 40001, errmsg: 'invalid' }
    if (path === '/cgi-bin/media/get') return giveMedia(query.get('media_id')!)
    return calls[path]?.(body) ?? { errcode: 404 }
  })

  const fake: FakeWechat = {
    ...server,
    account: {
      appId: 'wx-app',
      appSecret: 'app-secret',
      token: 'the-token',
      aesKey,
      api: server.api,
    },
    sent: [],
    templates: [],
    subscribed: [],
    consents: new Set(),
    menus: [],
    tokens: { asked: 0, forced: 0 },
    media: new Map(),
    uploads: [],
    revokeToken() {
      token = `token-${fake.tokens.asked + 2}`
    },
    request(fields, how = {}) {
      noteWindow(fields)
      return sealedRequest(xmlOf({ ToUserName: 'gh_desk', ...fields }), how)
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
      return { signed: signature === field('MsgSignature'), xml: unseal(sealed, aesKey) }
    },
    replyIn(body) {
      if (!body.startsWith('<xml>')) return undefined
      const { signed, xml } = fake.open(body)
      return signed ? /<Content><!\[CDATA\[([\s\S]*)\]\]><\/Content>/.exec(xml)?.[1] : undefined
    },
    onSent: () => {},
    texts: (peer) =>
      fake.sent
        .filter(({ touser }) => peer === undefined || touser === peer)
        .map(({ text }) => (text as { content: string } | undefined)?.content ?? ''),
  }
  const calls: Record<string, (body: Buffer) => object> = {
    '/cgi-bin/message/custom/send': sendCustom,
    '/cgi-bin/message/template/send'(body) {
      fake.templates.push(JSON.parse(body.toString()))
      return { errcode: 0, errmsg: 'ok', msgid: 1000 + fake.templates.length }
    },
    '/cgi-bin/message/template/subscribe'(body) {
      const message = JSON.parse(body.toString()) as SubscribedMessage
      if (!fake.consents.delete(message.touser)) return { errcode: 43101 }
      fake.subscribed.push(message)
      return { errcode: 0, errmsg: 'ok' }
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
    const { appId: receiver = 'wx-app', aesKey: key = aesKey } = how
    const sealed = how.plain ? '' : seal(xml, { receiver, aesKey: key })
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

  function giveToken({ appid, secret, force_refresh: force }: Record<string, unknown>) {
    fake.tokens.asked++
    if (force) fake.tokens.forced++
    const known = appid === fake.account.appId && secret === fake.account.appSecret
    return known ? { access_token: token, expires_in: 7200 } : { errcode: 40125 }
  }

  function giveMedia(id: string): Answer {
    const found = fake.media.get(id)
    if (!found) return { errcode: 40007, errmsg: 'invalid media_id' }
    return 'video' in found ? { video_url: found.video } : found
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
    fake.onSent(message)
    return { errcode: 0 }
  }
}

/** The beginning of a film, as it lies behind `/film`. */
export const filmBytes = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')
