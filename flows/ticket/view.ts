import type { AnyMachineSnapshot } from 'xstate'
import { endedStates, type TicketState, type TicketView } from '../../src/domain/ticket.ts'
import { concernedIds, type TicketContext } from './context.ts'
import { answering } from './next.ts'

/** The fields a ticket is found by, and reported from. */
export function view(snapshot: AnyMachineSnapshot): TicketView {
  const context = snapshot.context as TicketContext
  const state = snapshot.value as TicketState
  const { complaint } = context
  const { contact, facts } = complaint
  const ended = endedStates.includes(state)
  return {
    number: context.number,
    state,
    unconfirmed: context.unconfirmed === true,
    notReached: context.notReached === true,
    category: context.category,
    level: context.level,
    department: context.department,
    owner: context.owner?.id ?? null,
    customer: complaint.customer,
    name: contact.name ?? null,
    phone: contact.phone ?? null,
    email: contact.email ?? null,
    order: facts.order ?? null,
    product: facts.product ?? null,
    openedAt: context.openedAt,
    promisedAt: answering.includes(state) ? context.promisedAt : null,
    dueAt: ended ? null : context.dueAt,
    needBy: ended ? null : (complaint.need?.by ?? null),
    takenAt: context.takenAt,
    answeredAt: context.answeredAt,
    closedAt: context.closedAt,
    score: context.surveys.findLast(({ answered }) => answered)?.score ?? null,
    granted: context.granted,
    about: concernedIds(context),
  }
}
