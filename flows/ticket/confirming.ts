import type { Complaint } from '../../src/domain/ticket.ts'
import { masked, short } from './card-words.ts'
import { card, next } from './cards.ts'
import { raiseLevel } from './levels.ts'
import { asksMedical } from './medical.ts'
import { ownerRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** The customer has said yes to the summary of a case that was open already: what stands in it counts from now on. */
export function confirmByCustomer(turn: Turn<'customer.confirmed'>): void {
  const { complaint } = turn.event
  if (complaint.unconfirmed) return goOn(turn)
  const before = turn.context.complaint
  turn.change({ unconfirmed: false, spoke: true, complaint: joined(before, complaint) })
  if (turn.context.category === 'other' && complaint.category !== 'other') {
    const { category } = complaint
    turn.change({ category, suggested: turn.rules.departments[category] ?? null })
  }
  turn.record('confirmed')
  const up = complaint.level - turn.context.level
  if (up > 0) raiseLevel(turn, up, complaint.levelBecause.rule, { shown: true })
  const asks = asksMedical(turn)
  turn.alert(ownerRoom(turn.context, turn.rules), card(turn, 'confirmed'))
  turn.tell({ type: 'ticket.noted', what: 'confirmed', ...asks })
}

/** He went on, and has stopped again before his yes: what he said is kept, and shown to whoever has the case. */
function goOn(turn: Turn<'customer.confirmed'>): void {
  const { complaint } = turn.event
  const { number } = turn.context
  turn.change({ spoke: true, complaint: joined(turn.context.complaint, complaint) })
  turn.record('added', { text: masked(complaint.story), files: complaint.files.length })
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [wording('ticket.alert.added', { number, text: short(complaint.story) }), next(turn)],
  })
}

/** The later words, with all that was sent before them. */
function joined(before: Complaint, after: Complaint): Complaint {
  const { unconfirmed: _no, ...confirmed } = after
  const files = before.files.filter(({ id }) => !after.files.some((file) => file.id === id))
  return {
    ...confirmed,
    facts: { ...before.facts, ...after.facts },
    contact: { ...before.contact, ...after.contact },
    files: [...files, ...after.files],
    hurt: before.hurt || after.hurt,
    since: Math.min(before.since, after.since),
  }
}
