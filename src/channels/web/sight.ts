import type { ConversationId } from '../../domain/actor.ts'
import { asksFor } from '../../domain/asks-answer.ts'
import type { ShownLine } from '../../http/lines.ts'

/** A question of a ticket was shown by the customer's page: which one, in which line. */
export type OnSight = (shown: { conversation: ConversationId; number: string; seq: number }) => void

/** Conversations whose last shown question is remembered, so that reading it again tells nothing new. */
const remembered = 10_000

/** Tells once of each question that a page has shown. */
export function createSight(onSight: OnSight | undefined) {
  let told = new Map<ConversationId, number>()
  return function see(conversation: ConversationId, lines: readonly ShownLine[]): void {
    for (const { by, buttons, seq } of lines) {
      const number = by === 'bot' ? asksFor(buttons) : undefined
      if (number === undefined || seq <= (told.get(conversation) ?? 0)) continue
      if (told.size >= remembered) told = new Map()
      told.set(conversation, seq)
      onSight?.({ conversation, number, seq })
    }
  }
}
