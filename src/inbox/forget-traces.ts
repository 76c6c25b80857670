import type { Channel } from '../channels/port.ts'
import {
  type ConversationId,
  channelAndPeer,
  customerOf,
  type TicketId,
  type TracesId,
} from '../domain/actor.ts'
import type { Letter } from '../domain/letter.ts'
import type { Loop } from '../engine/loop.ts'
import { notesOf } from '../reports/notes.ts'
import type { Store } from '../store/port.ts'

export type TracesParts = { store: Store; loop: Loop; channels: readonly Channel[] }

/**
 * What stands about an erased actor outside of it: its cards in staff rooms, its notes, its private links, its tickets
 * that it no longer knows. A second delivery finds nothing more to remove.
 */
export async function forgetTraces(letter: Letter, parts: TracesParts): Promise<void> {
  const actor = (letter.to as TracesId).slice('traces:'.length) as ConversationId | TicketId
  await parts.store.forgetAbout(actor)
  for (const channel of parts.channels) await channel.forgetAbout?.(actor)
  if (actor.startsWith('conversation:')) await forgetTalk(actor as ConversationId, letter, parts)
}

async function forgetTalk(
  conversation: ConversationId,
  letter: Letter,
  { store, loop, channels }: TracesParts,
): Promise<void> {
  for (const { name, revision } of await notesOf(store, conversation)) {
    await store.writeRecord(name, revision, undefined)
  }
  const [name, peer] = channelAndPeer(conversation)
  await channels.find((channel) => channel.name === name)?.forget?.(peer)
  const found = await store.tickets({ customer: customerOf(conversation) }, { limit: mostTickets })
  for (const { actor } of found.tickets) {
    const event = { type: 'customer.erased' }
    await loop.take(actor, { type: 'letter', letter: { ...letter, from: conversation, event } })
  }
}

/** Nobody has more cases than this. */
const mostTickets = 500
