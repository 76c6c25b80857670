import type { Channel, Receipt } from '../channels/port.ts'
import type { Clock } from '../clock/port.ts'
import type { ActorId, ConversationId, TicketId } from '../domain/actor.ts'
import { type LetterId, senderOf } from '../domain/letter.ts'
import type { InboundMessage, OutboundMessage } from '../domain/message.ts'
import type { Person } from '../domain/person.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import type { Loop } from '../engine/loop.ts'
import type { StaffPlace } from '../staff/roster.ts'
import type { Answer, CommandDeps, Outcome } from './commands/command.ts'
import { pairStranger } from './pair-stranger.ts'
import { redelivery } from './receive.ts'
import { runCommand } from './run-command.ts'

export type StaffParts = {
  loop: Loop
  clock: Clock
  channels: readonly Channel[]
  commands: CommandDeps
  speak(wording: Wording, locale: Locale): string
  deskLocale: Locale
}

/**
 * What staff say: a command that changes something is an event of its ticket, with the message's key, so that the same
 * command twice is one; the ticket answers by a letter. What only reads is answered at once, and may be answered twice.
 */
export function createStaffEntry(parts: StaffParts) {
  const { loop, clock, commands } = parts

  async function fromStaff(person: Person, message: InboundMessage): Promise<Receipt> {
    const place = { channel: message.channel, peer: message.peer }
    const group = groupOf(message)
    const team = group && commands.rooms.teamOf(group)
    const about = aboutOf(message.replyTo)
    const outcome = await runCommand(
      {
        person,
        place,
        text: message.press ?? message.text ?? '',
        key: `${message.channel}:${message.key}`,
        now: clock.now(),
        ...(team === undefined ? {} : { room: `team:${team}` }),
        ...(group && { group }),
        ...(about ? { about } : {}),
        ...(message.files ? { files: message.files } : {}),
      },
      commands,
    )
    return outcome.kind === 'talk' ? 'accepted' : carryOut(outcome, person, message)
  }

  async function carryOut(
    outcome: Exclude<Outcome, { kind: 'talk' }>,
    person: Person,
    message: InboundMessage,
  ): Promise<Receipt> {
    if (outcome.kind === 'event') return take(outcome.ticket, outcome.event, message)
    if (outcome.kind === 'events') {
      for (const { ticket, event } of outcome.events) await take(ticket, event, message)
    }
    if (outcome.kind === 'conversation') {
      const receipt = await take(outcome.conversation, outcome.event, message)
      if (receipt === 'duplicate' || !outcome.answer) return receipt
      await tell(message, outcome.answer, person.locale)
      return receipt
    }
    await tell(message, outcome.answer, person.locale)
    return 'accepted'
  }

  async function take(
    actor: ActorId,
    event: { type: string },
    message: InboundMessage,
  ): Promise<Receipt> {
    const key = `${message.channel}:${message.key}`
    const keepUntil = clock.now() + redelivery
    const taken = await loop.take(actor, { type: 'order', event, key, keepUntil })
    return taken === 'seen' ? 'duplicate' : 'accepted'
  }

  /** Lets in who has a code; true when the words were a code's and are answered. */
  async function pairing(message: InboundMessage): Promise<boolean> {
    const { channel, peer } = message
    // The customers' page is not a place of staff: they enter by a page of their own.
    if (message.text === undefined || channel === 'web') return false
    const outcome = await pairStranger(message.text, { channel, peer }, commands.pairing)
    if (outcome.kind === 'customer') return false
    await tell(message, { texts: outcome.texts }, outcome.person?.locale ?? parts.deskLocale)
    return true
  }

  async function tell(to: InboundMessage, answer: Answer, locale: Locale): Promise<void> {
    const channel = parts.channels.find(({ name }) => name === to.channel)
    const message = worded(answer, locale)
    const letter: LetterId = `answer:${to.channel}:${to.key} ${answer.about ?? ''}@0#0`
    if (to.room !== undefined && !answer.alone)
      await channel?.sendToRoom?.(to.room, message, letter)
    else await channel?.send(to.peer, message, letter)
  }

  function worded(answer: Answer, asked: Locale): OutboundMessage {
    const { texts, choices, files, about, locale = asked } = answer
    return {
      text: texts.map((text) => parts.speak(text, locale)).join('\n'),
      ...(choices?.length
        ? {
            buttons: choices.map(({ id, label }) => ({
              id,
              label: typeof label === 'string' ? label : parts.speak(label, locale),
            })),
          }
        : {}),
      ...(files?.length ? { files } : {}),
      ...(about ? { about } : {}),
    }
  }

  return { fromStaff, pairing }
}

function groupOf({ channel, room }: InboundMessage): StaffPlace | undefined {
  return room === undefined ? undefined : { channel, peer: room }
}

/** What the answered message was about: the actor that sent it, or that an answer of the desk stood for. */
function aboutOf(letter: string | undefined): TicketId | ConversationId | undefined {
  if (!letter) return undefined
  const from = senderOf(letter as LetterId)
  const sender = from.startsWith('answer:') ? from.slice(from.lastIndexOf(' ') + 1) : from
  const acts = sender.startsWith('ticket:') || sender.startsWith('conversation:')
  return acts ? (sender as TicketId | ConversationId) : undefined
}
