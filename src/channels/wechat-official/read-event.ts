import type { Known } from '../../domain/message.ts'
import { knownInScene } from '../../http/known.ts'
import type { Media } from '../wechat-core/media.ts'
import type { Fields } from '../wechat-core/read-xml.ts'

/** What the platform tells, in the channel's words. */
export type Incoming = { peer: string; key: string; at: number } & (
  | { kind: 'said'; text?: string; press?: string; media?: Media }
  /** The customer did something that lets us write to him: came by a menu, began to follow, scanned a code. */
  | { kind: 'came'; text?: string; press?: string; follows?: true; known?: Known }
  | { kind: 'left' }
  | { kind: 'pushed'; id: string; status: string }
  /** A kind of message the desk cannot read. */
  | { kind: 'unreadable' }
  | { kind: 'other' }
)

/** Reads one message or event; undefined where it does not say from whom it is, or when. */
export function readEvent(fields: Fields): Incoming | undefined {
  const field = (name: string) => fields.get(name) ?? ''
  const peer = field('FromUserName')
  const seconds = Number(field('CreateTime'))
  if (!/^[\w-]{1,64}$/.test(peer) || !(seconds > 0)) return undefined
  const id = field('MsgId')
  const isEvent = field('MsgType') === 'event'
  // The platform's ids alone have collided; an event has none.
  const name = isEvent || id === '' ? `${seconds}:${field('Event')}:${field('EventKey')}` : id
  const from = { peer, key: `${peer}:${name}`, at: seconds * 1000 }
  return { ...from, ...(isEvent ? readAct(field) : readWords(field)) }
}

type Field = (name: string) => string
type Act = Incoming extends infer One
  ? One extends Incoming
    ? Omit<One, 'peer' | 'key' | 'at'>
    : never
  : never

function readWords(field: Field): Act {
  switch (field('MsgType')) {
    case 'text': {
      const press = field('bizmsgmenuid')
      return { kind: 'said', ...(press ? { press } : { text: field('Content') }) }
    }
    case 'image':
      return { kind: 'said', media: mediaOf('image', field) }
    case 'voice': {
      const text = field('Recognition')
      return { kind: 'said', media: mediaOf('voice', field), ...(text && { text }) }
    }
    case 'video':
    case 'shortvideo':
      return { kind: 'said', media: mediaOf('video', field) }
    case 'location': {
      const place = `${field('Location_X')}, ${field('Location_Y')}`
      return { kind: 'said', text: [field('Label'), `(${place})`].filter(Boolean).join(' ') }
    }
    case 'link':
      return { kind: 'said', text: [field('Title'), field('Url')].filter(Boolean).join('\n') }
    default:
      return { kind: 'unreadable' }
  }
}

function mediaOf(kind: Media['kind'], field: Field): Media {
  const url = kind === 'image' ? field('PicUrl') : ''
  return { kind, id: field('MediaId'), ...(url && { url }) }
}

function readAct(field: Field): Act {
  const key = field('EventKey')
  switch (field('Event').toLowerCase()) {
    case 'subscribe':
      return { kind: 'came', follows: true, ...sceneOf(key.replace(/^qrscene_/, '')) }
    case 'scan':
      return { kind: 'came', ...sceneOf(key) }
    case 'click':
      return { kind: 'came', ...menuWordsOf(key) }
    case 'unsubscribe':
      return { kind: 'left' }
    case 'templatesendjobfinish':
      return { kind: 'pushed', id: field('MsgID'), status: field('Status') }
    default:
      return { kind: 'other' }
  }
}

/** As the desk's own codes have it, or one made on the platform's page. */
function sceneOf(scene: string): { known?: Known } {
  const known = knownInScene(scene)
  return known ? { known } : {}
}

/** `press:<button>` is that button; any other key is words, said as they stand. */
function menuWordsOf(key: string): { text: string } | { press: string } {
  return key.startsWith('press:') ? { press: key.slice('press:'.length) } : { text: key }
}
