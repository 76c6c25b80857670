import { randomBytes } from 'node:crypto'
import type { Account } from '../../src/channels/wecom-kf/account.ts'
import type { Clock } from '../../src/clock/port.ts'
import { type Answer, type FakeApi, fakeApi } from './fake-api.ts'
import { filmBytes } from './fake-wechat.ts'
import { type SealedHow, seal, sign, xmlOf } from './wechat-seal.ts'

/** What an account has sent: the bodies as the platform got them. */
export type SentByKf = {
  touser?: string
  code?: string
  open_kfid?: string
  msgid: string
  msgtype: string
  [more: string]: unknown
}

export type Entry = Record<string, unknown>

/** 微信客服 as a company's app meets it: callbacks without content, messages to fetch, the 48-hour window with its five. */
export type FakeWecom = Omit<FakeApi, 'api'> & {
  account: Account
  sent: SentByKf[]
  /** What has been said to events: welcome and last words. */
  answered: SentByKf[]
  /** How often a token was asked for. */
  tokens: { asked: number }
  /** Each call of `sync_msg`. */
  pulls: { cursor?: string; token?: string; open_kfid: string; limit: number }[]
  media: Map<string, { type: string; bytes: Uint8Array; name?: string }>
  uploads: Uint8Array[]
  /** Whose each customer's session is where it is not new (document/path/94669), and whether it may be taken back. */
  sessions: Map<string, { state: number; fixed?: true }>
  /** The most entries one answer brings. */
  pageSize: number
  /** Makes the token the desk holds worthless. */
  revokeToken(): void
  /** A customer writes or does something: it lies there to be fetched. */
  arrives(entry: Entry, kf?: string): void
  /** A code that answers an event. */
  code(): string
  /** The request that tells of it, sealed and signed. */
  callback(how?: SealedHow & { kf?: string; fields?: Record<string, string> }): Request
  handshake(how?: SealedHow): Request
  /** What the customer's phone shows, in order; a menu as its words and its lines. */
  texts(touser?: string): string[]
  /** Told of each message as it is taken. */
  onSent(message: SentByKf): void
  film: Uint8Array
}

const address = 'http://desk.example/channels/wecom-kf'
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const kf = 'wkDesk'

export async function fakeWecom(clock: Clock): Promise<FakeWecom> {
  const lists = new Map<string, Entry[]>([[kf, []]])
  const windows = new Map<string, { until: number; left: number }>()
  const codes = new Map<string, number>()
  const callbacks = new Map<string, number>()
  let token = 'kf-token-1'
  const server = await fakeApi(({ path, query, body }) => {
    if (path === '/cgi-bin/gettoken') return giveToken(query)
    if (query.get('access_token') !== token) return { errcode: 40014, errmsg: 'invalid' }
    if (path === '/cgi-bin/media/get') {
      return fake.media.get(query.get('media_id')!) ?? { errcode: 40007 }
    }
    return calls[path]?.(body) ?? { errcode: 404 }
  })
  const fake: FakeWecom = {
    ...server,
    account: {
      corpId: 'ww-corp',
      secret: 'kf-secret',
      token: 'the-token',
      aesKey,
      api: server.api,
    },
    sent: [],
    answered: [],
    tokens: { asked: 0 },
    pulls: [],
    media: new Map(),
    uploads: [],
    sessions: new Map(),
    pageSize: 1000,
    film: filmBytes,
    revokeToken() {
      token = `kf-token-${fake.tokens.asked + 2}`
    },
    arrives(entry, to = kf) {
      const whole = { open_kfid: to, send_time: Math.floor(clock.now() / 1000), ...entry }
      lists.set(to, [...(lists.get(to) ?? []), whole])
      const said = entry.origin === 3 && entry.msgtype !== 'event'
      if (!said) return
      const until = clock.now() + 48 * 3_600_000
      windows.set(`${to}.${entry.external_userid}`, { until, left: 5 })
    },
    code() {
      const code = `code-${codes.size + 1}`
      codes.set(code, clock.now() + 20_000)
      return code
    },
    callback({ kf: to = kf, fields = {}, ...how } = {}) {
      const ticket = `cb-${callbacks.size + 1}`
      callbacks.set(ticket, clock.now() + 600_000)
      const inside = {
        ToUserName: 'ww-corp',
        CreateTime: Math.floor(clock.now() / 1000),
        MsgType: 'event',
        Event: 'kf_msg_or_event',
        Token: ticket,
        OpenKfId: to,
        ...fields,
      }
      const sealed = how.plain ? '' : sealedFor(xmlOf(inside), how)
      const outside = how.plain
        ? xmlOf(inside)
        : `<xml><ToUserName><![CDATA[ww-corp]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`
      const body = how.tamper ? how.tamper(outside) : outside
      return new Request(`${address}?${queryOf(sealed, how)}`, { method: 'POST', body })
    },
    handshake(how = {}) {
      const echo = how.plain ? 'hello' : sealedFor('hello', how)
      const query = queryOf(echo, how)
      query.set('echostr', echo)
      return new Request(`${address}?${query}`)
    },
    onSent: () => {},
    texts: (touser) =>
      fake.sent.filter((one) => touser === undefined || one.touser === touser).map(shown),
  }
  const calls: Record<string, (body: Buffer) => Answer> = {
    '/cgi-bin/kf/account/list': () => ({
      errcode: 0,
      account_list: [...lists.keys()].map((open_kfid) => ({ open_kfid, name: '投诉' })),
    }),
    '/cgi-bin/kf/add_contact_way'(body) {
      const { open_kfid, scene } = JSON.parse(body.toString()) as Record<string, string>
      if (!lists.has(open_kfid!)) return { errcode: 95000 }
      if (!/^[\w-]{1,32}$/.test(scene!)) return { errcode: 40058 }
      return { errcode: 0, url: `https://work.weixin.qq.com/kf/${open_kfid}?enc_scene=ENC${scene}` }
    },
    '/cgi-bin/kf/sync_msg': pull,
    '/cgi-bin/kf/send_msg': send,
    '/cgi-bin/kf/send_msg_on_event': answer,
    '/cgi-bin/kf/service_state/get'(body) {
      const { external_userid: person } = JSON.parse(body.toString()) as Record<string, string>
      return { errcode: 0, service_state: fake.sessions.get(person!)?.state ?? 0 }
    },
    '/cgi-bin/kf/service_state/trans'(body) {
      const asked = JSON.parse(body.toString()) as {
        external_userid: string
        service_state: number
      }
      const session = fake.sessions.get(asked.external_userid)
      if (session?.fixed || session?.state === 4) return { errcode: 95016 }
      fake.sessions.set(asked.external_userid, { state: asked.service_state })
      return { errcode: 0, errmsg: 'ok' }
    },
    '/cgi-bin/media/upload'(body) {
      fake.uploads.push(new Uint8Array(body))
      return { errcode: 0, type: 'image', media_id: `upload-${fake.uploads.length}` }
    },
  }
  return fake

  function queryOf(sealed: string, how: SealedHow): URLSearchParams {
    const timestamp = String(how.time ?? Math.floor(clock.now() / 1000))
    const nonce = randomBytes(4).toString('hex')
    const signature = sign(how.token ?? fake.account.token, timestamp, nonce, sealed)
    return new URLSearchParams({ timestamp, nonce, msg_signature: signature })
  }

  function giveToken(query: URLSearchParams): Answer {
    fake.tokens.asked++
    const { corpId, secret } = fake.account
    const known = query.get('corpid') === corpId && query.get('corpsecret') === secret
    return known ? { errcode: 0, access_token: token, expires_in: 7200 } : { errcode: 40001 }
  }

  function pull(body: Buffer): Answer {
    const asked = JSON.parse(body.toString()) as FakeWecom['pulls'][number]
    fake.pulls.push(asked)
    const list = lists.get(asked.open_kfid)
    if (!list) return { errcode: 95000 }
    const valid = asked.token === undefined || (callbacks.get(asked.token) ?? 0) > clock.now()
    if (!valid) return { errcode: 95007 }
    const oldest = clock.now() / 1000 - 3 * 86_400
    const from = Number(asked.cursor?.slice('cursor-'.length) ?? 0)
    const page = list.slice(from, from + Math.min(asked.limit, fake.pageSize))
    const next = from + page.length
    return {
      errcode: 0,
      next_cursor: `cursor-${next}`,
      has_more: next < list.length ? 1 : 0,
      msg_list: page.filter(({ send_time }) => Number(send_time) >= oldest),
    }
  }

  function send(body: Buffer): Answer {
    const message = JSON.parse(body.toString()) as SentByKf
    if (!/^[\w-]{1,32}$/.test(message.msgid)) return { errcode: 40058 }
    if (fake.sent.some(({ msgid }) => msgid === message.msgid)) return { errcode: 40058 }
    const window = windows.get(`${message.open_kfid}.${message.touser}`)
    if (!window || clock.now() >= window.until) return { errcode: 95002 }
    if (window.left === 0) return { errcode: 95001 }
    if ((fake.sessions.get(message.touser!)?.state ?? 0) > 1) return { errcode: 95018 }
    const content = (message.text as { content: string } | undefined)?.content ?? ''
    if (Buffer.byteLength(content) > 2048) return { errcode: 45002 }
    window.left--
    fake.sent.push(message)
    fake.onSent(message)
    return { errcode: 0, msgid: message.msgid }
  }

  function answer(body: Buffer): Answer {
    const message = JSON.parse(body.toString()) as SentByKf
    if ((codes.get(message.code ?? '') ?? 0) <= clock.now()) return { errcode: 40058 }
    codes.delete(message.code!)
    fake.answered.push(message)
    return { errcode: 0, msgid: message.msgid }
  }
}

function sealedFor(xml: string, { appId: receiver = 'ww-corp', aesKey: key = aesKey }: SealedHow) {
  return seal(xml, { receiver, aesKey: key })
}

type MenuBody = { head_content: string; list: { click: { id: string; content: string } }[] }

/** A message as a phone shows it. */
export function shown({ text, msgmenu, msgtype }: SentByKf): string {
  const menu = msgmenu as MenuBody | undefined
  if (menu) return [menu.head_content, ...menu.list.map(({ click }) => click.content)].join('\n')
  return (text as { content: string } | undefined)?.content ?? `[${msgtype}]`
}
