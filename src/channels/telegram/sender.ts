import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import { playable } from '../../files/play-amr.ts'
import type { Lanes } from '../lanes.ts'
import type { SendOutcome } from '../port.ts'
import type { TelegramSettings } from './account.ts'
import type { Bot } from './bot.ts'
import { failureOf, outcomeOf } from './failure.ts'
import type { Pace } from './pace.ts'
import type { Presses } from './presses.ts'
import { inRows, type Part, partsOf, wayOf } from './show.ts'

/** Where in a chat a message stands: under another message, in a topic. */
export type Spot = { replyTo?: number; topic?: number }

/** What became of a message, and the platform's numbers of what is shown of it. */
export type Sent = { outcome: SendOutcome; shown: readonly number[] }

/** Writes to chats, at the pace the platform bears and in the order it was asked to. */
export type Sender = {
  /** The whole message. What has gone out is not sent again when the same letter is tried again. */
  send(chat: string, message: OutboundMessage, letter: LetterId, spot?: Spot): Promise<Sent>
  /** Shows other words and buttons in the place of a message. */
  edit(chat: string, shown: number, message: OutboundMessage): Promise<void>
}

type SenderParts = Pick<TelegramSettings, 'clock' | 'store' | 'staff'> & {
  bot: Bot
  pace: Pace
  lanes: Lanes
  presses: Presses
}

/** Longer than this no letter is held (ms): it is tried again when it is its turn. A lease lasts a minute. */
const patience = 20_000
/** Letters of which a part went out and that may come again. */
const remembered = 500

const via = 'chat'

export function createSender(parts: SenderParts): Sender {
  const { bot, pace, lanes } = parts
  /** The numbers of what a letter that failed has shown already. */
  const done = new Map<LetterId, number[]>()
  /** Groups that have another address since they were written to. */
  const moved = new Map<string, string>()

  async function part(chat: string, one: Part, spot: Spot): Promise<number> {
    const { method, ...payload } = await bodyOf(one, parts)
    const place = placeOf(spot, 'file' in one)
    await pace.turn(chat)
    const shown = await bot.call<{ message_id: number }>(method, {
      chat_id: chat,
      ...place,
      ...payload,
    })
    return shown.message_id
  }

  /** What the platform refused is said in the desk's words; `again` with the address a group has now. */
  async function failed(chat: string, error: unknown) {
    const failure = failureOf(error)
    if (failure.movedTo !== undefined) {
      moved.set(chat, failure.movedTo)
      await parts.staff.moved(chat, failure.movedTo)
      return { again: failure.movedTo }
    }
    if (failure.retryAfter !== undefined) pace.hold(chat, failure.retryAfter)
    return { outcome: outcomeOf(failure) }
  }

  async function all(
    chat: string,
    message: OutboundMessage,
    letter: LetterId,
    spot: Spot,
  ): Promise<Sent> {
    const shown = done.get(letter) ?? []
    for (const one of partsOf(message).slice(shown.length)) {
      try {
        shown.push(await part(chat, one, spot))
        remember(letter, shown)
      } catch (error) {
        const { again, outcome } = await failed(chat, error)
        if (again !== undefined) return all(again, message, letter, {})
        return { outcome: outcome!, shown }
      }
    }
    done.delete(letter)
    return { outcome: { ok: true, via }, shown }
  }

  function remember(letter: LetterId, shown: number[]): void {
    done.set(letter, shown)
    const [oldest] = done.keys()
    if (done.size > remembered && oldest !== undefined) done.delete(oldest as LetterId)
  }

  return {
    async send(to, message, letter, spot = {}) {
      const chat = moved.get(to) ?? to
      const wait = pace.wait(chat, lanes.ahead(chat))
      // An answer is given by nobody a second time: it waits here.
      if (wait > patience && !letter.startsWith('answer:')) {
        const busy = { ok: false, kind: 'rate', retryAfter: wait, reason: 'many messages' } as const
        return { outcome: busy, shown: [] }
      }
      return lanes.inTurn(chat, () => all(chat, message, letter, spot))
    },
    async edit(to, shown, message) {
      const chat = moved.get(to) ?? to
      const markup = await markupOf(message.buttons ?? [], parts)
      await pace.turn(chat)
      const { text } = partsOf(message)[0]!
      await bot.call('editMessageText', {
        chat_id: chat,
        message_id: shown,
        text,
        ...plain,
        ...markup,
      })
    },
  }
}

/** Words are shown as they stand, and pages they name are not unfolded. */
const plain = { link_preview_options: { is_disabled: true } }

type BodyParts = Pick<SenderParts, 'store' | 'presses' | 'clock'>

async function bodyOf(one: Part, parts: BodyParts) {
  const markup = await markupOf(one.buttons, parts)
  if (!one.file) return { method: 'sendMessage', text: one.text, ...plain, ...markup }
  const found = await parts.store.file(one.file.id)
  // A file that is forgotten leaves its words.
  if (!found) return { method: 'sendMessage', text: one.text || one.file.name, ...plain, ...markup }
  const file = await playable(found)
  const { method, field } = wayOf(file)
  const caption = one.text === '' ? {} : { caption: one.text }
  const source = Buffer.from(file.bytes)
  return { method, [field]: { source, filename: file.name }, ...caption, ...markup }
}

async function markupOf(buttons: Part['buttons'], { presses, clock }: BodyParts) {
  if (buttons.length === 0) return {}
  const rows = inRows(buttons).map((row) =>
    Promise.all(
      row.map(async (button) => ({
        text: button.label,
        callback_data: await presses.dataOf(button, clock.now()),
      })),
    ),
  )
  return { reply_markup: { inline_keyboard: await Promise.all(rows) } }
}

/** With a file the body is a form, whose fields are texts. */
function placeOf({ replyTo, topic }: Spot, isForm: boolean): object {
  const reply = { message_id: replyTo, allow_sending_without_reply: true }
  return {
    ...(replyTo !== undefined && { reply_parameters: isForm ? JSON.stringify(reply) : reply }),
    ...(topic !== undefined && { message_thread_id: topic }),
  }
}
