import type { ConversationId } from '../../src/domain/actor.ts'
import type { ToConversation } from '../../src/domain/conversation-events.ts'
import type { Happening, TicketContext } from './context.ts'

/** What only the conversation that asked is to hear. */
const answers: readonly ToConversation['type'][] = [
  'ticket.stood',
  'ticket.noted',
  'ticket.followed',
  'ticket.unknown',
]
/** What the customer decides in one conversation need not be asked in another. */
const decisions: readonly Happening['type'][] = [
  'customer.accepted',
  'customer.declined',
  'customer.asked for another',
  'customer.scored',
]

/** Who hears something that the ticket tells. */
export function listenersOf(
  { conversation, followers = [] }: TicketContext,
  type: ToConversation['type'],
  asker: ConversationId | undefined,
): readonly ConversationId[] {
  return answers.includes(type) ? [asker ?? conversation] : [conversation, ...followers]
}

/** The conversations in which a question is settled by what was said in another. */
export function settledElsewhere(
  { conversation, followers = [] }: TicketContext,
  event: Happening,
): readonly ConversationId[] {
  if (followers.length === 0 || !decisions.includes(event.type)) return []
  const asker = askerOf(event) ?? conversation
  return [conversation, ...followers].filter((one) => one !== asker)
}

export function askerOf(event: Happening): ConversationId | undefined {
  return 'from' in event ? event.from : undefined
}
