import type { TicketId } from '../../domain/actor.ts'
import type { Store } from '../../store/port.ts'
import { changeRecord, forgetRecords } from '../../store/records.ts'

const prefix = 'telegram:card:'
/** Cards of cases that are over are forgotten after that, in ms. */
const afterEnd = 30 * 24 * 3_600_000

/** Where the card of a case stands in a group. `at`: when it was last drawn; `ended`: since when the case is over. */
export type Card = { shown: number; at: number; topic?: number; ended?: number }

/** Which cards stand where, the same for all processes of the desk. */
export type CardRecords = {
  in(room: string, ticket: TicketId): Promise<Card | undefined>
  /** The groups where the case has a card. */
  rooms(ticket: TicketId): Promise<readonly string[]>
  /** `how` may run more than once; undefined removes. */
  write(at: CardPlace, how: (before: Card | undefined) => Card | undefined): Promise<void>
  prune(before: number, now: number): Promise<void>
}

export type CardPlace = { room: string; ticket: TicketId }

export function createCardRecords(store: Store): CardRecords {
  return {
    async in(room, ticket) {
      return (await store.record(`${prefixOf(ticket)}${room}`))?.value as Card | undefined
    },
    async rooms(ticket) {
      const found = await store.records(prefixOf(ticket))
      return found.map(({ name }) => name.slice(prefixOf(ticket).length))
    },
    async write({ room, ticket }, how) {
      await changeRecord<Card>(store, `${prefixOf(ticket)}${room}`, how)
    },
    prune: (before, now) =>
      forgetRecords<Card>(
        store,
        prefix,
        ({ at, ended }) => at < before || (ended !== undefined && ended < now - afterEnd),
      ),
  }
}

function prefixOf(ticket: TicketId): string {
  return `${prefix}${ticket}|`
}
