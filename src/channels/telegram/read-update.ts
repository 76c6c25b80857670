import type { Message, Update, User } from 'telegraf/types'
import type { Known } from '../../domain/message.ts'
import type { Locale } from '../../domain/wording.ts'
import { knownFrom, sceneFor } from '../../http/known.ts'
import { localeOf } from '../../http/visitor.ts'

/** A file that still lies with the platform. `size` in bytes, where it is told. */
export type Media = { id: string; size?: number; seconds?: number }

/** What somebody did, and where. `peer` is a person; `chat` the talk or group it happened in. */
export type Incoming = {
  update: number
  chat: string
  peer: string
  group: boolean
  /** Epoch ms. */
  at: number
  locale?: Locale
} & Act

type Act =
  | { kind: 'said'; text?: string; media?: Media; replyTo?: number }
  /** A button: the platform's id of the press, what stood behind the button, the message it was on. */
  | { kind: 'pressed'; id: string; data: string; message?: number }
  /** He opened the talk, by a link that may say what it is about or bring a code. */
  | { kind: 'came'; known?: Known; code?: string }
  | { kind: 'edited' }
  /** A kind of message the desk cannot read. */
  | { kind: 'unreadable' }
  /** The bot was brought into a group. */
  | { kind: 'brought' }
  /** The group has another address from now on. */
  | { kind: 'moved'; to: string }

/** What the platform is asked to tell. */
export const wantedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member']

/**
 * Reads one update; undefined for what is none of the desk's business. `me`: the bot's own name; `now` for what has no
 * time of its own.
 */
export function readUpdate(
  update: Update,
  { me, now }: { me: string; now: number },
): Incoming | undefined {
  if ('message' in update) return readMessage(update.update_id, update.message, me)
  if ('edited_message' in update) {
    const { edited_message: message } = update
    // A place that is shared for a while tells itself by edits.
    if ('location' in message) return undefined
    const from = senderOf(update.update_id, message)
    return from && !from.group ? { ...from, kind: 'edited' } : undefined
  }
  if ('callback_query' in update) return readPress(update, now)
  return 'my_chat_member' in update ? readComing(update) : undefined
}

function readPress(
  { update_id: update, callback_query: query }: Update.CallbackQueryUpdate,
  now: number,
): Incoming | undefined {
  if (!query.message || !('data' in query)) return undefined
  const { chat, message_id: message } = query.message
  const place = placeOf(chat)
  if (!place) return undefined
  const from = { ...person(query.from), ...place, at: now, update }
  return { ...from, kind: 'pressed', id: query.id, data: query.data, message }
}

function readComing({
  update_id: update,
  my_chat_member: { chat, from, date, old_chat_member: was, new_chat_member: is },
}: Update.MyChatMemberUpdate): Incoming | undefined {
  const place = placeOf(chat)
  const here = ['member', 'administrator']
  if (!place?.group || here.includes(was.status) || !here.includes(is.status)) return undefined
  return { ...person(from), ...place, at: date * 1000, update, kind: 'brought' }
}

function readMessage(update: number, message: Message, me: string): Incoming | undefined {
  if ('migrate_to_chat_id' in message) {
    const chat = String(message.chat.id)
    const from = { update, chat, peer: chat, group: true, at: message.date * 1000 }
    return { ...from, kind: 'moved', to: String(message.migrate_to_chat_id) }
  }
  const from = senderOf(update, message)
  if (!from) return undefined
  if ('text' in message) {
    const text = forUs(message.text, me)
    if (text === undefined) return undefined
    const start = from.group ? null : /^\/start(?:\s+([\w-]{1,64}))?$/.exec(text)
    if (start) return { ...from, kind: 'came', ...readPayload(start[1] ?? '') }
    return { ...from, kind: 'said', text, ...answered(message) }
  }
  const act = readOther(message)
  // What a group says among itself is not answered.
  if (!act) return from.group || isService(message) ? undefined : { ...from, kind: 'unreadable' }
  return { ...from, kind: 'said', ...act, ...captionOf(message), ...answered(message) }
}

function senderOf(update: number, message: Message) {
  const place = placeOf(message.chat)
  if (!place || !('from' in message) || !message.from || message.from.is_bot) return undefined
  return { update, ...person(message.from), ...place, at: message.date * 1000 }
}

/** Private talks and groups; in channels nobody complains. */
function placeOf({ id, type }: { id: number; type: string }) {
  if (type === 'channel') return undefined
  return { chat: String(id), group: type !== 'private' }
}

function person({ id, language_code: language }: User): { peer: string; locale?: Locale } {
  const locale = localeOf(language)
  return { peer: String(id), ...(locale && { locale }) }
}

/**
 * A line without the bot's name behind a command; undefined where the command is for another bot. The platform's
 * commands have no `-`, so `/not_ours` is ours with one.
 */
function forUs(text: string, me: string): string | undefined {
  const [whole, command, name] = /^(\/[a-z0-9_]{1,32})(?:@(\w+))?(?=\s|$)/i.exec(text) ?? []
  if (whole === undefined || command === undefined) return text
  if (name !== undefined && name.toLowerCase() !== me.toLowerCase()) return undefined
  return command.replaceAll('_', '-') + text.slice(whole.length)
}

function answered(message: Message): { replyTo?: number } {
  const reply = 'reply_to_message' in message ? message.reply_to_message : undefined
  return reply ? { replyTo: reply.message_id } : {}
}

function captionOf(message: Message): { text?: string } {
  return 'caption' in message && message.caption ? { text: message.caption } : {}
}

/** All but plain words. */
function readOther(message: Message): { text?: string; media?: Media } | undefined {
  if ('photo' in message) {
    // The last one is the largest.
    const { file_id: id, file_size: size } = message.photo.at(-1)!
    return { media: { id, ...(size !== undefined && { size }) } }
  }
  const file = fileIn(message)
  if (file) {
    const { file_id: id, file_size: size, duration: seconds } = file
    return {
      media: {
        id,
        ...(size !== undefined && { size }),
        ...(seconds !== undefined && { seconds }),
      },
    }
  }
  return readWords(message)
}

type File = { file_id: string; file_size?: number; duration?: number }

function fileIn(message: Message): File | undefined {
  if ('voice' in message) return message.voice
  if ('audio' in message) return message.audio
  if ('video' in message) return message.video
  if ('video_note' in message) return message.video_note
  if ('document' in message) return message.document
  return undefined
}

/** What can be said in words: a place, a person, a sign. */
function readWords(message: Message): { text: string } | undefined {
  if ('venue' in message) {
    const { title, address, location } = message.venue
    return { text: `${title} ${address} (${location.latitude}, ${location.longitude})` }
  }
  if ('location' in message) {
    return { text: `(${message.location.latitude}, ${message.location.longitude})` }
  }
  if ('contact' in message) {
    const { first_name: first, last_name: last, phone_number: phone } = message.contact
    return { text: [last, first, phone].filter(Boolean).join(' ') }
  }
  if ('sticker' in message && message.sticker.emoji) return { text: message.sticker.emoji }
  return undefined
}

/** The platform's own lines: a pinned message, a new picture of the chat. */
function isService(message: Message): boolean {
  const kinds = ['sticker', 'poll', 'dice', 'game', 'story', 'invoice', 'giveaway']
  return !kinds.some((kind) => kind in message)
}

/**
 * What a link brings (`https://t.me/<bot>?start=…`): `order_A1234`, `pair_K7QF2-M9XPA`, or `order=…&shop=…` in
 * base64url, for the platform takes only letters, digits, `_` and `-`.
 */
function readPayload(payload: string): { known?: Known; code?: string } {
  const [, what, value] = /^(order|pair)_(.+)$/.exec(payload) ?? []
  if (what === 'pair') return { code: value! }
  const given =
    what === 'order'
      ? { order: value }
      : Object.fromEntries(new URLSearchParams(Buffer.from(payload, 'base64url').toString()))
  const known = knownFrom(given)
  return known ? { known } : {}
}

/** The longest payload of a link, in characters (core.telegram.org/bots/features, deep linking). */
const longestPayload = 64

/**
 * The address of the bot that says what the talk is about, for receipts and shop doors. Throws `RangeError` where that is
 * more than a link carries.
 */
export function startLink(me: string, known: Known): string {
  const payload = Buffer.from(sceneFor(known)).toString('base64url')
  if (payload.length > longestPayload) throw new RangeError('a link carries no more than 48 bytes')
  return `https://t.me/${me}?start=${payload}`
}
