import type { Person } from '../domain/person.ts'
import { maySee } from '../reports/visible.ts'
import type { FoundTicket, Store, TicketFilter } from '../store/port.ts'
import type { Words } from './words.ts'

export const shows = ['open', 'mine', 'late', 'ended'] as const
export type Show = (typeof shows)[number]

/** How many are shown at first, and added by every "more". */
const some = 50

export type TicketListProps = {
  words: Words
  show: Show
  tickets: readonly FoundTicket[]
  more: boolean
  /** How many pages of it are asked for. */
  pages: number
  now: number
  nameOf(staff: string): string
}

/** What the list shows of the tickets the person may see, most urgent first. */
export async function readTickets(asked: {
  store: Store
  show: Show
  person: Person
  departments: readonly string[]
  now: number
  pages: number
}): Promise<Pick<TicketListProps, 'tickets' | 'more'>> {
  const { store, show, person, departments, now, pages } = asked
  const filters: Readonly<Record<Show, TicketFilter>> = {
    open: { open: true },
    mine: { open: true, owner: person.id },
    late: { open: true, dueBefore: now },
    ended: { open: false },
  }
  const { tickets, next } = await store.tickets(filters[show], {
    limit: some * pages,
    sort: show === 'ended' ? 'opened' : 'due',
  })
  const seen = tickets.filter(({ view }) => maySee(person, departments, view))
  return { tickets: seen, more: next !== undefined }
}

/** The live list; the page asks for it again whenever a ticket may have changed. */
export function TicketList(props: TicketListProps) {
  const { words, show, tickets, more, pages, ...rest } = props
  const { t } = words
  return (
    <section id="side" data-address={`/desk/tickets?show=${show}&pages=${pages}`}>
      <div class="side-head">
        <h2>{t('desk.tickets')}</h2>
        <nav class="filters" aria-label={t('desk.list.filter')}>
          {shows.map((one) => (
            <button
              type="button"
              id={`show-${one}`}
              data-opens={`/desk/tickets?show=${one}`}
              aria-pressed={one === show ? 'true' : 'false'}
            >
              {t(`desk.list.${one}`)}
            </button>
          ))}
        </nav>
      </div>
      {tickets.length === 0 && <p class="none">{t('desk.list.none')}</p>}
      <ul class="tickets">
        {tickets.map((ticket) => (
          <li>
            <TicketItem {...rest} words={words} ticket={ticket} />
          </li>
        ))}
      </ul>
      {more && (
        <button
          type="button"
          class="button quiet"
          id="more"
          data-opens={`/desk/tickets?show=${show}&pages=${pages + 1}`}
        >
          {t('desk.list.more')}
        </button>
      )}
    </section>
  )
}

type ItemProps = Pick<TicketListProps, 'words' | 'now' | 'nameOf'> & { ticket: FoundTicket }

function TicketItem({ words: { t }, now, nameOf, ticket: { view } }: ItemProps) {
  const late = view.dueAt !== null && view.dueAt < now
  return (
    <button
      type="button"
      class="ticket"
      id={`ticket-${view.number}`}
      data-opens={`/desk/tickets/${encodeURIComponent(view.number)}`}
    >
      <span class="ticket-top">
        <span class={`level level-${view.level}`}>{t('desk.list.level', { n: view.level })}</span>
        <span class="number">{view.number}</span>
        <span class="state">
          {t('desk.state', { state: { key: `state.${view.state}` } })}
          {view.unconfirmed && ` · ${t('desk.list.unconfirmed')}`}
        </span>
      </span>
      <span class="ticket-what">
        {t('desk.named', { name: { key: `category.${view.category}` } })}
      </span>
      <span class="ticket-foot">
        <span>{view.owner === null ? t('desk.list.nobody') : nameOf(view.owner)}</span>
        {view.dueAt !== null && (
          <span class={late ? 'late' : ''}>
            {t(late ? 'desk.list.overdue' : 'desk.list.due', { time: { time: view.dueAt } })}
          </span>
        )}
      </span>
    </button>
  )
}
