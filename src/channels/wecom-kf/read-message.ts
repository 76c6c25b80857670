import type { Known } from '../../domain/message.ts'
import { knownInScene } from '../../http/known.ts'
import type { Media } from '../wechat-core/media.ts'
import { isId, peerOf } from './account.ts'

/** What the platform tells, in the channel's words. `code` answers an event once, within 20 seconds. */
export type Incoming = { peer: string; key: string; at: number } & Act

type Act =
  | { kind: 'said'; text?: string; press?: string; media?: Media; card?: string }
  /** The customer has opened the talk: `code` where he may be greeted. */
  | { kind: 'came'; code?: string; known?: Known }
  | { kind: 'ended'; code?: string }
  /** A message of ours that was taken has not arrived. */
  | { kind: 'undelivered'; id: string; failType: number }
  /** A kind of message the desk cannot read. */
  | { kind: 'unreadable' }
  | { kind: 'other' }

/** Who has sent what `sync_msg` brings: the customer; others are the platform (4) and members of the company (5). */
const customer = 3

/**
 * Reads one entry of `sync_msg` (developer.work.weixin.qq.com/document/path/94670); undefined where it does not say from
 * whom it is, or when.
 */
export function readMessage(raw: unknown): Incoming | undefined {
  const entry = fieldsOf(raw)
  const event = fieldsOf(entry.event)
  const kf = word(entry.open_kfid) || word(event.open_kfid)
  const person = word(entry.external_userid) || word(event.external_userid)
  const id = word(entry.msgid)
  const seconds = Number(entry.send_time)
  if (!isId(kf) || !isId(id) || !(seconds > 0)) return undefined
  const isEvent = entry.msgtype === 'event'
  // Members of the company have events of their own, with no customer in them.
  if (!isId(person)) return isEvent ? { ...nobody, key: id, at: seconds * 1000 } : undefined
  const peer = peerOf(kf, person)
  const from = { peer, key: `${peer}:${id}`, at: seconds * 1000 }
  if (isEvent) return { ...from, ...readEvent(event) }
  return { ...from, ...(entry.origin === customer ? readWords(entry) : nothing) }
}

type Fields = Readonly<Record<string, unknown>>

const nothing = { kind: 'other' } as const
const nobody = { peer: '', ...nothing }

function readWords(entry: Fields): Act {
  const type = word(entry.msgtype)
  const inside = fieldsOf(entry[type])
  switch (type) {
    case 'text': {
      const press = word(inside.menu_id)
      return { kind: 'said', ...(press ? { press } : { text: word(inside.content) }) }
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return { kind: 'said', media: { kind: type, id: word(inside.media_id) } }
    case 'location': {
      const place = `(${inside.latitude}, ${inside.longitude})`
      return said([word(inside.name), word(inside.address), place], ' ')
    }
    case 'link':
      return said([word(inside.title), word(inside.url)])
    case 'business_card':
      return { kind: 'said', card: word(inside.userid) }
    case 'miniprogram':
      return said([word(inside.title)])
    case 'channels_shop_product':
      return said([word(inside.shop_nickname), word(inside.title), word(inside.sales_price)])
    case 'channels_shop_order':
      return said([word(inside.product_titles), word(inside.order_id), word(inside.state)])
    default:
      return { kind: 'unreadable' }
  }
}

function said(words: readonly string[], between = '\n'): Act {
  const text = words.filter(Boolean).join(between)
  return text === '' ? { kind: 'unreadable' } : { kind: 'said', text }
}

function readEvent(event: Fields): Act {
  switch (event.event_type) {
    case 'enter_session': {
      const code = word(event.welcome_code)
      const known = sceneOf(word(event.scene_param)) ?? knownInScene(word(event.scene))
      return { kind: 'came', ...(code && { code }), ...(known && { known }) }
    }
    case 'msg_send_fail':
      return {
        kind: 'undelivered',
        id: word(event.fail_msgid),
        failType: Number(event.fail_type ?? 0),
      }
    case 'session_status_change': {
      const code = word(event.msg_code)
      return event.change_type === sessionEnded
        ? { kind: 'ended', ...(code && { code }) }
        : { kind: 'other' }
    }
    default:
      return { kind: 'other' }
  }
}

/** `change_type` of a session that is over. */
const sessionEnded = 3

/** `order=42&shop=…`, as the desk's own links have it; the platform may bring it as it stood in the address. */
function sceneOf(param: string): Known | undefined {
  const text = /%3D/i.test(param) && !param.includes('=') ? decoded(param) : param
  return knownInScene(text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function fieldsOf(raw: unknown): Fields {
  return typeof raw === 'object' && raw !== null ? (raw as Fields) : {}
}

function word(raw: unknown): string {
  return typeof raw === 'string' ? raw : ''
}
