import { type File, type Message, messageTypes, officialAccount } from './library.ts'

/** What somebody said, and where. `peer` is a person; `chat` the person or the room it came from. */
export type Incoming = {
  id: string
  chat: string
  peer: string
  isRoom: boolean
  /** Epoch ms. */
  at: number
} & (
  | { kind: 'said'; text: string }
  | { kind: 'file'; is: 'picture' | 'voice' | 'film' | 'paper'; fetch(): Promise<File> }
  /** A kind of message the desk cannot read. */
  | { kind: 'unreadable' }
)

/** WeChat's own senders, who are nobody. */
const machines = new Set(
  'weixin fmessage newsapp floatbottle medianote notifymessage filehelper'.split(' '),
)

/**
 * Reads one message; undefined for what is none of the desk's business: what the account itself has said, what was written
 * before `since` (epoch ms), what accounts that publish have sent, WeChat's own lines.
 */
export function readMessage(message: Message, since: number): Incoming | undefined {
  if (message.self()) return undefined
  const at = message.date().getTime()
  if (at < since) return undefined
  const talker = message.talker()
  if (machines.has(talker.id) || isPublisher(talker)) return undefined
  const room = message.room()
  const from = {
    id: message.id,
    peer: talker.id,
    chat: room?.id ?? talker.id,
    isRoom: room !== undefined,
    at,
  }
  return readContent(message, from)
}

type From = Omit<Incoming, 'kind'>

function readContent(message: Message, from: From): Incoming | undefined {
  const type = message.type()
  if (type === messageTypes.Text) {
    return { ...from, kind: 'said', text: withoutMentions(message.text()) }
  }
  if (type === messageTypes.Unknown || type === messageTypes.Recalled) return undefined
  const is = files.get(type)
  if (is) return { ...from, kind: 'file', is, fetch: () => message.toFileBox() }
  // What a room says among itself is not answered.
  return from.isRoom ? undefined : { ...from, kind: 'unreadable' }
}

const files = new Map<number, (Incoming & { kind: 'file' })['is']>([
  [messageTypes.Image, 'picture'],
  [messageTypes.Emoticon, 'picture'],
  [messageTypes.Audio, 'voice'],
  [messageTypes.Video, 'film'],
  [messageTypes.Attachment, 'paper'],
])

/** Who was called by name stands before the words: `@name` and a space of a width of its own (U+2005). */
function withoutMentions(text: string): string {
  return text.replace(/^(?:\s*@[^@\u2005\n]{1,64}\u2005)+\s*/u, '')
}

/** What kind of account it is may not be known. */
function isPublisher(talker: { id: string; type(): number }): boolean {
  if (talker.id.startsWith('gh_')) return true
  try {
    return talker.type() === officialAccount
  } catch {
    return false
  }
}
