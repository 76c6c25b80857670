/** A file that lies with the platform, for five minutes. */
export type Media = { url: string; key: string | undefined }

/** What somebody did, and where. `peer` is a person; `chat` the group, or the person alone with the bot. */
export type Incoming = {
  key: string
  peer: string
  chat: string
  group: boolean
  /** Epoch ms; absent where the platform does not say. */
  at: number | undefined
  /** The name under which the platform is answered. */
  req: string
} & Act

type Act =
  | { kind: 'said'; text?: string; media: readonly Media[]; quoted?: string }
  /** A button of the card with that name. */
  | { kind: 'pressed'; task: string; button: string }
  /** He opened the talk. */
  | { kind: 'came' }
  /** A kind of message the desk cannot read. */
  | { kind: 'unreadable' }

/** More than the platform lets anybody write, in characters. */
const longest = 20_480
const idForm = /^[^\s/]{1,128}$/

/** Reads one frame; undefined for what is none of the desk's business. Throws `TypeError` where it is not what it says. */
export function readFrame(req: string, body: unknown): Incoming | undefined {
  if (!isObject(body)) throw new TypeError('a frame without a body')
  const { msgtype } = body
  const act = msgtype === 'event' ? readEvent(body.event) : readMessage(body, isGroup(body))
  return act && { ...envelope(req, body), ...act }
}

function envelope(req: string, body: Fields) {
  const peer = isObject(body.from) ? body.from.userid : undefined
  const group = isGroup(body)
  const chat = group ? body.chatid : peer
  const known = [body.msgid, peer, chat]
  if (!known.every((id): id is string => typeof id === 'string' && idForm.test(id))) {
    throw new TypeError('a frame from nobody')
  }
  const [key, who, where] = known as [string, string, string]
  const seconds = body.create_time
  const at = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined
  return { key, peer: who, chat: where, group, at, req }
}

function readEvent(event: unknown): Act | undefined {
  if (!isObject(event)) throw new TypeError('an event without its kind')
  if (event.eventtype === 'enter_chat') return { kind: 'came' }
  if (event.eventtype !== 'template_card_event') return undefined
  // The platform puts what was pressed into a field of its own; its library describes it without.
  const { task_id: task, event_key: button } = isObject(event.template_card_event)
    ? event.template_card_event
    : event
  if (typeof task !== 'string' || typeof button !== 'string') {
    throw new TypeError('a press of nothing')
  }
  return { kind: 'pressed', task, button }
}

function readMessage(body: Fields, group: boolean): Act | undefined {
  const parts = body.msgtype === 'mixed' ? itemsOf(body.mixed) : [body]
  const texts = parts.flatMap((part) => textOf(part) ?? [])
  const media = parts.flatMap((part) => mediaOf(part) ?? [])
  if (texts.length === 0 && media.length === 0) return { kind: 'unreadable' }
  const whole = texts.join('\n').slice(0, longest)
  const text = (group ? withoutMention(whole) : whole).trim()
  const quoted = isObject(body.quote) ? textOf(body.quote) : undefined
  // Somebody has only called the bot by its name: it says what it can do.
  const words = text === '' && media.length === 0 ? '/help' : text
  return {
    kind: 'said',
    media,
    ...(words !== '' && { text: words }),
    ...(quoted !== undefined && { quoted }),
  }
}

/** Recordings come as the words the platform has heard. */
function textOf(part: Fields): string | undefined {
  const { msgtype } = part
  const holder = msgtype === 'text' || msgtype === 'voice' ? part[msgtype] : undefined
  return isObject(holder) && typeof holder.content === 'string' ? holder.content : undefined
}

function mediaOf(part: Fields): Media | undefined {
  const { msgtype } = part
  const holder = msgtype === 'image' || msgtype === 'file' ? part[msgtype] : undefined
  if (!isObject(holder) || typeof holder.url !== 'string') return undefined
  return { url: holder.url, key: typeof holder.aeskey === 'string' ? holder.aeskey : undefined }
}

function itemsOf(mixed: unknown): Fields[] {
  const items = isObject(mixed) ? mixed.msg_item : undefined
  return Array.isArray(items) ? items.filter(isObject).slice(0, 20) : []
}

/**
 * A line of a group without the bot's name. Only lines that name the bot come here: it is the first word, or else the last
 * name in the line.
 */
function withoutMention(text: string): string {
  const first = /^\s*@\S+\s*/.exec(text)
  if (first) return text.slice(first[0].length)
  return text.replace(/\s*@\S+(?!.*@)/s, '')
}

type Fields = Record<string, unknown>

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isGroup({ chattype }: Fields): boolean {
  return chattype === 'group'
}
