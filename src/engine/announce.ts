import type { WebhookAddress } from '../domain/actor.ts'
import type { NewLetter } from '../domain/letter.ts'
import type { TicketView } from '../domain/ticket.ts'

/** What happened to a ticket, as other programs are told: nothing of what people said, and nobody's name or number. */
export type Announcement = {
  /** `ticket.opened` … */
  type: string
  /** ISO 8601, UTC. */
  timestamp: string
  data: {
    /** The ticket as it stands after the event; times as above, money in 分. */
    ticket: {
      number: string
      state: TicketView['state']
      category: string
      level: TicketView['level']
      department: string | null
      /** The id of the colleague whose case it is. */
      owner: string | null
      confirmed: boolean
      openedAt: string
      promisedAt: string | null
      dueAt: string | null
      closedAt: string | null
      granted: number
      score: number | null
    }
  }
}

/** The letters that tell webhooks what has happened, in its order; each webhook has its own. */
export function announcements(
  happened: readonly string[],
  { view, now, to }: { view: TicketView; now: number; to: readonly WebhookAddress[] },
): NewLetter[] {
  const data = { ticket: ticketOf(view) }
  return happened.flatMap((type) => {
    const announcement: Announcement = { type, timestamp: iso(now), data }
    const message = { text: JSON.stringify(announcement) }
    return to.map((address) => ({ to: address, message, dueAt: now }))
  })
}

function ticketOf(view: TicketView): Announcement['data']['ticket'] {
  const { number, state, category, level, department, owner, granted, score } = view
  return {
    number,
    state,
    category,
    level,
    department,
    owner,
    confirmed: !view.unconfirmed,
    openedAt: iso(view.openedAt),
    promisedAt: isoOrNull(view.promisedAt),
    dueAt: isoOrNull(view.dueAt),
    closedAt: isoOrNull(view.closedAt),
    granted,
    score,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at)
}
