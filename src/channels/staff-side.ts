import type { TicketId } from '../domain/actor.ts'
import type { OutboundMessage } from '../domain/message.ts'

/** `ended`: the case is over. */
export type LiveCard = { number: string; ended: boolean; message: OutboundMessage }

/** What a channel where colleagues work has to know of them. */
export type StaffSide = {
  /** Whether somebody who works here writes from this private chat. */
  has(peer: string): boolean
  /** A group has another address from now on. */
  moved(from: string, to: string): Promise<void>
  /**
   * A case as it stands now, for that group or for who is alone with the bot there; undefined where nothing of it may be
   * read there.
   */
  card(ticket: TicketId, place: string): Promise<LiveCard | undefined>
}
