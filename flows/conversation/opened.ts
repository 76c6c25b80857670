import type { Effect } from '../../src/domain/effect.ts'
import { isOnPage, linkChoice, mayAskAddress, needsLink } from './address.ts'
import { type Context, type TicketRef, withTicket } from './context.ts'
import { numberIn } from './danger.ts'
import { askMedical, medicalChoices } from './medical.ts'
import { tell } from './tell.ts'
import { type On, say, sayWithLink, type Turn, text } from './turn.ts'

const noAddress = [{ id: 'skip:address', label: text('choices.rather not') }]
const progress = [{ id: 'progress', label: text('choices.progress') }]

/** The number, the promised day, what happens next, how to ask: four lines. What was held meanwhile is added. */
export function tellNumber({ context, event, rules }: On<'ticket.opened'>): Turn {
  const { ticket, number, promisedAt, code, hurt } = event
  const held = context.opening
  const tickets = withTicket(context.tickets, {
    ticket,
    number,
    promisedAt,
    standing: 'open',
    category: held?.category ?? null,
    ...(event.level ? { level: event.level } : {}),
  })
  // Whom he has asked himself for a person waits for the number as always.
  const asked = held && !held.unconfirmed
  if (event.unconfirmed && !asked) {
    const kept = code ? withTicket(tickets, { ticket, number, code }) : tickets
    return tellEarlyNumber({ context, event, tickets: kept })
  }
  const lines = [
    text('opened.number', { number }),
    text('opened.day', { day: { day: promisedAt } }),
    text('opened.next'),
    ...(code ? [text('opened.code', { code })] : []),
  ]
  const ends = lastLine({ context, event })
  const choices = [...progress, ...(isOnPage(context) ? linkChoice : []), ...ends.choices]
  const { wishes } = context.contact
  const said = held?.words.length || held?.files.length
  const wished =
    said && wishes ? [tell(ticket, { type: 'customer.asked for contact', wishes })] : []
  const call = callPassedOn(context, ticket)
  const told = [...lines, ends.text]
  return {
    context: {
      tickets: hurt ? withTicket(tickets, { ticket, number, medical: 'asked' }) : tickets,
      opening: null,
      ...ends.changed,
      ...call.changed,
    },
    effects: [
      needsLink(context, rules) ? sayWithLink(told, choices) : say(told, choices),
      ...heldFor(ticket, held),
      ...wished,
      ...call.effects,
    ],
    waits: true,
    ...call.colleague,
  }
}

/** One question at a time: whoever was hurt is asked for an address after the medical papers. */
function lastLine({ context, event }: Pick<On<'ticket.opened'>, 'context' | 'event'>) {
  if (event.hurt) {
    const changed: Partial<Context> = { asksMedical: true }
    return { text: askMedical(), choices: medicalChoices(event.number), changed }
  }
  if (!mayAskAddress({ ...context, opening: null })) {
    return { text: text('opened.ask'), choices: [], changed: {} }
  }
  const changed: Partial<Context> = { asksAddress: true, contactAsked: true }
  return { text: text('address.ask'), choices: noAddress, changed }
}

/** A call nobody has taken yet is the ticket's from now on. */
function callPassedOn(
  { calls, person, calledFor = 'asked' }: Context,
  ticket: TicketRef['ticket'],
) {
  if (calls === 0 || person) return { changed: {}, effects: [], colleague: {} }
  const asked = { type: 'customer.asked for a person', reason: '', why: calledFor } as const
  const colleague: Pick<Turn, 'colleague'> = { colleague: 'stop' }
  return { changed: { calls: 0 }, effects: [tell(ticket, asked)], colleague }
}

/** The number of a case that was opened before the customer's yes; the interview goes on and ends in confirming it. */
function tellEarlyNumber(given: {
  context: Context
  event: On<'ticket.opened'>['event']
  tickets: Context['tickets']
}): Turn {
  const { context, event, tickets } = given
  const { ticket, number } = event
  const { draft, opening } = context
  if (draft && opening?.quiet) {
    const kept = { ...draft, ticket, untold: true }
    return { context: { tickets, opening: null, draft: kept } }
  }
  const complaint = opening?.confirmed
  const lead = numberIn(context, number)
  const confirmed = complaint ? [tell(ticket, { type: 'customer.confirmed', complaint })] : []
  return {
    context: { tickets, opening: null, draft: draft && { ...draft, ticket } },
    effects: [...(lead ? [say([lead], progress)] : []), ...heldFor(ticket, opening), ...confirmed],
    waits: true,
  }
}

/** What was said while the number was on its way. */
function heldFor(ticket: TicketRef['ticket'], held: Context['opening']): Effect[] {
  if (!held?.words.length && !held?.files.length) return []
  const { words, files } = held
  return [tell(ticket, { type: 'customer.added', text: words.join('\n'), files })]
}
