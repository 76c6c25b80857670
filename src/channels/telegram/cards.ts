import type { TicketId } from '../../domain/actor.ts'
import { type LetterId, senderOf } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { SendOutcome } from '../port.ts'
import type { TelegramSettings } from './account.ts'
import type { Bot } from './bot.ts'
import type { Card, CardRecords } from './card-records.ts'
import { failureOf } from './failure.ts'
import type { Sender, Sent, Spot } from './sender.ts'

type CardParts = Pick<TelegramSettings, 'account' | 'clock' | 'staff'> & {
  bot: Bot
  sender: Sender
  records: CardRecords
  /** Notes which letter stands as which message of the group. */
  keep(room: string, sent: Sent, letter: LetterId): Promise<void>
  /** The cards of the case are to be brought up to date. */
  refresh(ticket: TicketId): Promise<void>
}

type Posting = { room: string; message: OutboundMessage; letter: LetterId }

/**
 * Cases in groups of staff: each has one card, which is kept up to date where it stands; what is new of it is said under
 * the card, in a topic of its own where the group has topics.
 */
export function createCards(parts: CardParts) {
  const { clock, sender, staff, records } = parts

  /** News of a case whose card is there already. */
  function under({ shown, topic }: Card, { room, message, letter }: Posting): Promise<Sent> {
    const spot: Spot = { replyTo: shown, ...(topic !== undefined && { topic }) }
    // What can be done is at hand where it is read.
    const { text, news = text } = message
    return sender.send(room, { ...message, text: news }, letter, spot)
  }

  async function first(
    ticket: TicketId | undefined,
    { room, message, letter }: Posting,
  ): Promise<Sent> {
    if (!ticket || message.news === undefined) return sender.send(room, message, letter)
    const topic = parts.account.topics ? await topicFor(room, ticket) : undefined
    const place = topic === undefined ? {} : { topic }
    const sent = await sender.send(room, message, letter, place)
    const [shown] = sent.shown
    if (shown !== undefined) {
      const card: Card = { shown, at: clock.now(), ...place }
      await records.write({ room, ticket }, () => card)
    }
    return sent
  }

  /** Groups without topics, or where the bot may not open one, do without. */
  async function topicFor(room: string, ticket: TicketId): Promise<number | undefined> {
    const card = await staff.card(ticket, room)
    if (!card) return undefined
    try {
      const topic = { chat_id: room, name: card.number }
      const made = await parts.bot.call<{ message_thread_id: number }>('createForumTopic', topic)
      return made.message_thread_id
    } catch (error) {
      if (failureOf(error).code !== undefined) return undefined
      throw error
    }
  }

  return async function send(
    room: string,
    message: OutboundMessage,
    letter: LetterId,
  ): Promise<SendOutcome> {
    const ticket = ticketOf(message, letter)
    const card = ticket && (await records.in(room, ticket))
    const posting = { room, message, letter }
    const sent = card ? await under(card, posting) : await first(ticket, posting)
    await parts.keep(room, sent, letter)
    if (ticket && card && sent.outcome.ok) await parts.refresh(ticket)
    return sent.outcome
  }
}

/** What the case itself says; what somebody has asked for stands by itself. */
function ticketOf({ about }: OutboundMessage, letter: LetterId): TicketId | undefined {
  const isNews = senderOf(letter).startsWith('ticket:')
  return isNews && about?.startsWith('ticket:') ? (about as TicketId) : undefined
}
