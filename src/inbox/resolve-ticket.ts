import type { ConversationId, TicketId } from '../domain/actor.ts'
import { dayKey } from '../domain/calendar.ts'
import { endedStates } from '../domain/ticket.ts'
import type { FoundTicket } from '../store/port.ts'
import { type Reference, ticketNumber } from './command-reference.ts'
import type { CommandDeps, Target } from './commands/command.ts'

/** Open tickets looked through for the last part of a number. */
const lookedThrough = 1_000

/**
 * What a command is about. `unsure`: the words begin with a number that may be a ticket's or not; `instead` is the ticket
 * they would be about without it.
 */
export type Resolved =
  | { kind: 'ticket'; ticket: Target }
  | { kind: 'conversation'; conversation: ConversationId }
  | { kind: 'unsure'; named: Target; instead: Target }
  | { kind: 'not found'; number: string }
  | { kind: 'which' }

export type Asked = {
  staff: string
  key: string
  now: number
  reference?: Reference | undefined
  /** What the message answers. */
  about?: TicketId | ConversationId | undefined
}

/** Finds the ticket a command names, answers, or is silently about: the one its speaker named last. */
export async function resolveTicket(asked: Asked, deps: CommandDeps): Promise<Resolved> {
  const { reference } = asked
  if (!reference) return implied(asked, deps)
  if ('conversation' in reference) return { kind: 'conversation', ...reference }
  if ('number' in reference) {
    const found = await deps.store.ticket(reference.number)
    return found ? explicitly(found) : { kind: 'not found', number: reference.number }
  }
  const before = await deps.desks.meant(asked.staff, asked.key)
  const again = before && (await target(before, true, deps))
  if (again) return { kind: 'ticket', ticket: again }
  const found = await byShort(reference.short, asked, deps)
  if (!reference.sure) return inDoubt(found, asked, deps)
  if (!found) return { kind: 'not found', number: String(reference.short) }
  await deps.desks.remember(asked.staff, asked.key, found.actor as TicketId)
  return explicitly(found)
}

/** A bare number before free words: a ticket where there is such a one and no other is at hand. */
async function inDoubt(
  found: FoundTicket | undefined,
  asked: Asked,
  deps: CommandDeps,
): Promise<Resolved> {
  const other = await implied(asked, deps)
  if (!found || other.kind === 'conversation') return other
  const named = { actor: found.actor as TicketId, view: found.view, explicit: true }
  if (other.kind !== 'ticket') {
    await deps.desks.remember(asked.staff, asked.key, named.actor)
    return { kind: 'ticket', ticket: named }
  }
  if (other.ticket.actor === named.actor) return { kind: 'ticket', ticket: named }
  return { kind: 'unsure', named, instead: other.ticket }
}

async function implied({ staff, key, about }: Asked, deps: CommandDeps): Promise<Resolved> {
  if (about?.startsWith('conversation:')) {
    return { kind: 'conversation', conversation: about as ConversationId }
  }
  if (about) {
    const ticket = await target(about as TicketId, false, deps)
    return ticket ? { kind: 'ticket', ticket } : { kind: 'which' }
  }
  const before = await deps.desks.meant(staff, key)
  const current = before ?? (await deps.desks.current(staff))
  const ticket = current && (await target(current, false, deps))
  if (!ticket) return { kind: 'which' }
  if (!before) await deps.desks.remember(staff, key, ticket.actor)
  return { kind: 'ticket', ticket }
}

/** Today's ticket of that number, the only open one whose number ends so, else the one named last where it does. */
async function byShort(
  n: number,
  { staff, now }: Asked,
  deps: CommandDeps,
): Promise<FoundTicket | undefined> {
  const { store, calendar, desks } = deps
  const today = await store.ticket(ticketNumber(dayKey(calendar, now), n))
  if (today && !endedStates.includes(today.view.state)) return today
  const { tickets } = await store.tickets({ open: true }, { limit: lookedThrough, sort: 'opened' })
  const endsSo = ({ view }: Pick<FoundTicket, 'view'>) =>
    Number(view.number.split('-').at(-1)) === n
  const same = tickets.filter(endsSo)
  if (today || same.length > 0) return today ?? (same.length === 1 ? same[0] : undefined)
  const current = await desks.current(staff)
  const last = current && (await target(current, true, deps))
  return last && endsSo(last) ? { actor: last.actor, view: last.view } : undefined
}

async function target(
  actor: TicketId,
  explicit: boolean,
  { readTicket }: CommandDeps,
): Promise<Target | undefined> {
  const read = await readTicket(actor)
  return read && { actor, view: read.view, explicit }
}

function explicitly({ actor, view }: FoundTicket): Resolved {
  return { kind: 'ticket', ticket: { actor: actor as TicketId, view, explicit: true } }
}
