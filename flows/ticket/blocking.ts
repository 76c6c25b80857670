import type { Wording } from '../../src/domain/wording.ts'
import type { TicketContext } from './context.ts'
import { ownerRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** His messages do not come any more: known to whoever has the case, whose deadlines go on; nobody waits for a word of his. */
export function keepBlock(turn: Turn<'talk.blocked'>): void {
  const { block } = turn.event
  turn.change({ blocked: block, unanswered: null, humanSilences: 0 })
  turn.cancel('human silence')
  turn.record('blocked', { reason: block.reason }, { by: `staff:${block.by}` })
  tellRoom(turn, 'blocked', { name: block.name, reason: block.reason })
}

/** They come again. */
export function liftBlock(turn: Turn<'talk.unblocked'>): void {
  const { staff, name } = turn.event
  turn.change({ blocked: null })
  turn.record('unblocked', {}, { by: `staff:${staff}` })
  tellRoom(turn, 'unblocked', { name })
}

/** The line of a card that says so, with who, when and why. */
export function blockedLine({ blocked }: TicketContext): Wording[] {
  if (!blocked) return []
  const { name, at, reason } = blocked
  return [wording('ticket.card.blocked', { name, at: { time: at }, reason })]
}

function tellRoom(turn: Turn, key: string, values: Readonly<Record<string, string>>): void {
  const { number } = turn.context
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [wording(`ticket.alert.${key}`, { number, ...values })],
  })
}
