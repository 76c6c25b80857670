import { randomUUID } from 'node:crypto'
import type { SendMsgBody, WeComMediaType } from '@wecom/aibot-node-sdk'
import type { LetterId } from '../../domain/letter.ts'
import type { FileRef, OutboundMessage } from '../../domain/message.ts'
import { inPieces } from '../../domain/pieces.ts'
import type { SendOutcome } from '../port.ts'
import { asMarkdown } from '../wechat-core/markdown.ts'
import type { WecomAibotSettings } from './account.ts'
import { cardOf, type Face, faceOf } from './card.ts'
import { outcomeOf } from './failure.ts'
import type { Line } from './line.ts'
import type { ShownCards } from './shown.ts'

type SenderParts = Pick<WecomAibotSettings, 'clock' | 'store'> & {
  line: Line
  shown: ShownCards
  /** Words of the bot itself. */
  say(key: string): string
}

export type Send = (
  chat: string,
  message: OutboundMessage,
  letter: LetterId,
) => Promise<SendOutcome>

type Part = { words: string } | { face: Face } | { file: FileRef }

/** The platform's limit of a text, in bytes of UTF-8; and room for nothing going wrong. */
const textBytes = 20_000
/** Letters of which a part went out and that may come again. */
const remembered = 500

/** Writes into talks. What has gone out is not sent again when the same letter is tried again. */
export function createSender(parts: SenderParts): Send {
  const { line, shown, store, clock } = parts
  const out = new Map<LetterId, number>()

  async function showFace(face: Face, { chat, letter, about }: Omit<Place, 'n'>): Promise<void> {
    // The platform takes a name once: where its answer was lost, the same name would be refused.
    const task = randomUUID()
    // Kept first: a press may come before the platform's answer.
    await shown.keep(task, { chat, letter, ...(about && { about }), face, at: clock.now() })
    try {
      await line.send(chat, { msgtype: 'template_card', template_card: cardOf(face, { task }) })
    } catch (error) {
      await shown.forget(task)
      throw error
    }
  }

  async function showFile(file: FileRef, chat: string): Promise<void> {
    const found = await store.file(file.id)
    if (!found) return line.send(chat, markdown(file.name))
    const type: WeComMediaType = /^image\/(jpeg|png)$/.test(file.type) ? 'image' : 'file'
    const media_id = await line.upload(found.bytes, { type, filename: file.name })
    await line.send(chat, { msgtype: type, [type]: { media_id } })
  }

  function part(one: Part, at: Place): Promise<void> {
    if ('words' in one) return line.send(at.chat, markdown(one.words))
    return 'face' in one ? showFace(one.face, at) : showFile(one.file, at.chat)
  }

  return async function send(chat, message, letter) {
    const { about } = message
    const all = partsOf(message, parts.say('more'))
    for (let n = out.get(letter) ?? 0; n < all.length; n++) {
      try {
        await part(all[n]!, { chat, letter, about, n })
      } catch (error) {
        return outcomeOf(error)
      }
      out.set(letter, n + 1)
      if (out.size > remembered) out.delete(out.keys().next().value!)
    }
    out.delete(letter)
    return { ok: true, via: 'chat' }
  }
}

type Place = { chat: string; letter: LetterId; about: string | undefined; n: number }

function markdown(content: string): SendMsgBody {
  return { msgtype: 'markdown', markdown: { content } }
}

/** The words, where a card does not hold them all; the card, where there is something to press; the files. */
function partsOf(message: OutboundMessage, moreWords: string): Part[] {
  const { text, buttons = [], files = [] } = message
  const { face, whole, more } = faceOf(message)
  const spelled = more.map(({ id, label }) => (id.startsWith('/') ? `${label}  ${id}` : label))
  const words = spelled.length ? `${text}\n\n${moreWords}\n${spelled.join('\n')}` : text
  const isCard = face.buttons.length > 0
  const pieces =
    isCard && whole && spelled.length === 0 && buttons.length > 0
      ? []
      : inPieces(asMarkdown(words), textBytes, sizeOf)
  return [
    ...pieces.map((piece) => ({ words: piece })),
    ...(isCard ? [{ face: pieces.length ? { ...face, words: '' } : face }] : []),
    ...files.map((file) => ({ file })),
  ]
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text)
}
