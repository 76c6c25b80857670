import type { Book } from './book.ts'
import type { Clock } from './clock/port.ts'
import type { TicketId } from './domain/actor.ts'
import { type LiveCard, type LiveCardParts, liveCard } from './inbox/live-card.ts'

/** The card of a case for a team's room; undefined where nothing of it may be read there. */
export type CardOf = (ticket: TicketId, team: string) => Promise<LiveCard | undefined>

type Desk = Pick<LiveCardParts, 'roster' | 'readTicket'> & { book: Book; clock: Clock }

/** Cases as they stand now, in the language of the desk. */
export function cardsOf({ book, clock, roster, readTicket }: Desk): CardOf {
  const { locale } = book.settings.organisation
  const parts: LiveCardParts = {
    roster,
    readTicket,
    catalog: book.catalog,
    now: () => clock.now(),
    speak: (wording) => book.speaker.speak(wording, locale),
  }
  return (ticket, team) => liveCard(ticket, team, parts)
}
