import type { TicketId } from '../domain/actor.ts'
import type { DraftLine } from '../domain/draft.ts'
import { mayKnow } from '../domain/fairness.ts'
import { draftRecords } from '../reports/drafts.ts'
import type { Store, TicketFilter } from '../store/port.ts'
import type { CommandDeps } from './commands/command.ts'

const parkedLookedThrough = 200

/**
 * The desk as some people may see it: a ticket about one of them is not found, listed, counted or read, as if there were
 * none. Every command works on this, so that no command has to think of it.
 */
export function seenBy(people: readonly string[], deps: CommandDeps): CommandDeps {
  const readTicket: CommandDeps['readTicket'] = async (ticket) => {
    const read = await deps.readTicket(ticket)
    return read && people.every((id) => mayKnow(id, read.view)) ? read : undefined
  }
  return { ...deps, readTicket, store: storeSeenBy(people, { ...deps, readTicket }) }
}

function storeSeenBy(
  people: readonly string[],
  { store, readTicket }: Pick<CommandDeps, 'store' | 'readTicket'>,
): Store {
  const without = (filter: TicketFilter): TicketFilter => ({
    ...filter,
    notAbout: [...(filter.notAbout ?? []), ...people],
  })
  const hidden = async (from: string) => {
    if (!from.startsWith('ticket:')) return false
    return (
      (await store.load(from as TicketId)) !== undefined && !(await readTicket(from as TicketId))
    )
  }
  const gates: Partial<Store> = {
    async ticket(number) {
      const found = await store.ticket(number)
      return found && people.every((id) => mayKnow(id, found.view)) ? found : undefined
    },
    async records(prefix) {
      const found = await store.records(prefix)
      if (prefix !== draftRecords) return found
      return found.filter(({ value }) => people.every((id) => mayKnow(id, value as DraftLine)))
    },
    tickets: (filter, page) => store.tickets(without(filter), page),
    // Whether there is one about somebody at all may be counted: it says nothing of the case.
    figures: (filter) => store.figures(filter.about === undefined ? without(filter) : filter),
    tally: (filter, by) => store.tally(without(filter), by),
    async parked(limit) {
      const letters = await store.parked(Math.max(limit, parkedLookedThrough))
      const secret = await Promise.all(letters.map(({ from }) => hidden(from)))
      return letters.filter((_, n) => !secret[n]).slice(0, limit)
    },
  }
  return new Proxy(store, {
    get(target, name) {
      const gate = gates[name as keyof Store]
      if (gate) return gate
      const own = Reflect.get(target, name, target) as unknown
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}
