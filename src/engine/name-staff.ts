import type { Complaint } from '../domain/ticket.ts'
import type { StaffTools } from './staff-tools.ts'

type Said = { type: string; complaint?: Complaint; text?: string; reason?: string; words?: string }

/** A customer's event for a ticket, with the members of staff whom his words name. */
export function withNames(
  event: { type: string },
  staff: StaffTools | undefined,
): { type: string } {
  if (!staff || !event.type.startsWith('customer.')) return event
  const said = event as Said
  const text = said.complaint ? toldIn(said.complaint) : (said.text ?? said.reason ?? said.words)
  if (!text) return event
  const later = !said.complaint && event.type !== 'customer.asked for another'
  const names = staff.named(text, later)
  return names.length === 0 ? event : ({ ...event, names } as { type: string })
}

/** Everything that was told, in the customer's words. */
function toldIn({ story, facts, wish, need, parties, earlierWishes = [] }: Complaint): string {
  const others = Object.values(parties ?? {}).map(({ words }) => words)
  const words = [story, ...Object.values(facts), wish?.words ?? '', need?.words ?? '', ...others]
  return [...words, ...earlierWishes].join('\n')
}
