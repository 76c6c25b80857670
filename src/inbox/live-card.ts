import type { TicketId } from '../domain/actor.ts'
import { mayKnow } from '../domain/fairness.ts'
import type { OutboundMessage } from '../domain/message.ts'
import { endedStates } from '../domain/ticket.ts'
import type { Wording } from '../domain/wording.ts'
import { cardWordings } from '../reports/card.ts'
import { cardChoices } from './commands/card.ts'
import type { CommandDeps } from './commands/command.ts'

/** A case as it stands now, for a room where its card is kept up to date. */
export type LiveCard = { number: string; ended: boolean; message: OutboundMessage }

export type LiveCardParts = Pick<CommandDeps, 'roster' | 'catalog' | 'readTicket'> & {
  now(): number
  speak(wording: Wording): string
}

/** The card of a case for a team's room; undefined where nothing of it may be read there. */
export async function liveCard(
  ticket: TicketId,
  team: string,
  parts: LiveCardParts,
): Promise<LiveCard | undefined> {
  const { roster, catalog, speak } = parts
  const read = await parts.readTicket(ticket)
  if (!read || read.detail.restrictedUntil !== undefined) return undefined
  if (roster.inTeam(team).some(({ id }) => !mayKnow(id, read.view))) return undefined
  const { view, detail } = read
  const texts = cardWordings(view, detail, {
    now: parts.now(),
    catalog,
    nameOf: (id) => roster.nameOf(id),
    inRoom: true,
  })
  const ended = endedStates.includes(view.state)
  const buttons = cardChoices(view).map(({ id, label }) => ({
    id,
    label: typeof label === 'string' ? label : speak(label),
  }))
  return { number: view.number, ended, message: { text: texts.map(speak).join('\n'), buttons } }
}
