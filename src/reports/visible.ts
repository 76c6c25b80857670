import { mayKnow } from '../domain/fairness.ts'
import type { Person } from '../domain/person.ts'
import type { TicketView } from '../domain/ticket.ts'
import type { FoundTicket, Store, TicketFilter } from '../store/port.ts'

/** Tickets looked through for one answer; a desk with more open ones needs a narrower question. */
const lookedThrough = 500

/** Which tickets a person sees: handlers those of their departments and their own, everybody else all; nobody one about himself. */
export function maySee(
  person: Pick<Person, 'id' | 'roles'>,
  departments: readonly string[],
  view: Pick<TicketView, 'department' | 'owner' | 'about'>,
): boolean {
  if (!mayKnow(person.id, view)) return false
  if (person.roles.some((role) => role !== 'handler')) return true
  return view.owner === person.id || departments.some((own) => own === view.department)
}

/** The tickets of a filter that the person may see. */
export async function visibleTickets(
  store: Store,
  of: {
    filter: TicketFilter
    sort: 'opened' | 'due'
    person: Pick<Person, 'id' | 'roles'>
    departments: readonly string[]
  },
): Promise<readonly FoundTicket[]> {
  const page = await store.tickets(
    { ...of.filter, notAbout: [of.person.id] },
    { limit: lookedThrough, sort: of.sort },
  )
  return page.tickets.filter(({ view }) => maySee(of.person, of.departments, view))
}
