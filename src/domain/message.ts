/** A stored file: `id` as the store gave it; size in bytes. `seconds`: how long a recording lasts, where that is known. */
export type FileRef = { id: string; name: string; type: string; size: number; seconds?: number }

export function isVoice({ type }: Pick<FileRef, 'type'>): boolean {
  return type.startsWith('audio/')
}

/** A choice shown under a message. Where a channel has no buttons it shows them as digits 1, 2, 3 … */
export type Button = { id: string; label: string }

/** What the place a customer comes from says the talk is about: words from outside, checked only in their shape. */
export type Known = { order?: string; shop?: string }

/** One message from a person, verified and normalised by its channel. */
export type InboundMessage = {
  /** The platform's key for this message, unique within the channel; the same key is the same message. */
  key: string
  channel: string
  /** Who wrote, as the channel knows them. */
  peer: string
  /** The group it was written in, as the channel knows it; absent in a talk with the bot alone. */
  room?: string
  /** Epoch ms. */
  at: number
  text?: string
  /** The id of the button that was pressed. */
  press?: string
  files?: readonly FileRef[]
  /** The letter id of the message it answers, where the channel can tell. */
  replyTo?: string
  /** The language the person's app or page is set to, as a hint only. */
  locale?: string
  /** What the page it was written on is about. */
  known?: Known
  /** It was written on the page behind his private link, not in the channel's own app. */
  onPage?: true
}

/** One message to a person or a team, ready to be shown. */
export type OutboundMessage = {
  text: string
  buttons?: readonly Button[]
  files?: readonly FileRef[]
  /** What it is about, so that an answer to the message can act on it: a ticket's actor id. */
  about?: string
  /** Of a card: the lines that say why it is shown, for a place where the card itself stands already and is kept up to date. */
  news?: string
  /** Somebody may be in danger, or much is at stake: it waits behind no other. */
  grave?: true
  /** Only reminds of what was said before: where messages are counted, it leaves the last one to what is news. */
  reminder?: true
  /** A private link to the reader's own talk stands under it, made when it is handed over. */
  link?: true
  /** The reader wrote last on the page behind his private link; where it is open he reads it there. */
  onPage?: true
}
