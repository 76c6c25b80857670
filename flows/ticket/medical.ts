import type { Wording } from '../../src/domain/wording.ts'
import type { TicketContext } from './context.ts'
import { ownerRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** Somebody was hurt and nobody has asked yet: with the next words the customer is asked for medical papers, once. */
export function asksMedical(turn: Turn): { hurt?: true } {
  const { complaint, medical } = turn.context
  if (!complaint.hurt || complaint.logged || medical) return {}
  turn.change({ medical: 'asked' })
  return { hurt: true }
}

/** What he answered, in the history and to whoever has the case. */
export function hearConsent(turn: Turn<'customer.consented'>): void {
  const medical = turn.event.medical ? 'yes' : 'no'
  turn.change({ medical })
  const { number } = turn.context
  turn.record(`medical.${medical}`)
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [wording(`ticket.alert.medical.${medical}`, { number })],
  })
}

/** Whether medical papers may be asked for, where somebody was hurt. */
export function medicalLine({ complaint, medical }: TicketContext): Wording[] {
  return complaint.hurt ? [wording(`ticket.card.medical.${medical ?? 'none'}`)] : []
}
