import type { FoundTicket, TicketFigures, TicketFilter } from '../../port.ts'
import type { ActorDocument } from '../document.ts'
import type { Collection, Filter } from '../driver.ts'
import { type TicketDocument, viewOf } from './document.ts'
import { conditionOf } from './filter.ts'

type Sort = 'opened' | 'due'
type Page = { limit: number; sort?: Sort; cursor?: string }
type Tallied = 'state' | 'category' | 'level' | 'department' | 'owner'
type Found = Pick<ActorDocument, '_id' | 'desk'> & TicketDocument

const orders = {
  opened: { openedAt: -1, _id: -1 },
  due: { 'desk.urgentAt': 1, _id: 1 },
} as const

/** Of the machinery only what pages are sorted by. */
const projection = {
  'desk.record': 0,
  'desk.letters': 0,
  'desk.parked': 0,
  'desk.lines': 0,
  'desk.keys': 0,
} as const

/** Finds and counts tickets by their indexed fields. */
export function createTicketQuery(cases: Collection<ActorDocument>, satisfiedFrom: number) {
  return {
    async ticket(number: string): Promise<FoundTicket | undefined> {
      const doc = await cases.findOne({ number }, { projection })
      return doc ? foundOf(doc as Found) : undefined
    },
    async tickets(
      filter: TicketFilter,
      { limit, sort = 'opened', cursor }: Page,
    ): Promise<{ tickets: FoundTicket[]; next?: string }> {
      const asked = conditionOf(filter)
      const where = cursor === undefined ? asked : { $and: [asked, past(cursor, sort)] }
      const docs = (await cases
        .find(where, { projection })
        .sort(orders[sort])
        .limit(limit + 1)
        .toArray()) as Found[]
      const shown = docs.slice(0, limit)
      const last = shown.at(-1)
      return {
        tickets: shown.map(foundOf),
        ...(docs.length > limit && last ? { next: cursorOf(last, sort) } : {}),
      }
    },
    async figures(filter: TicketFilter): Promise<TicketFigures> {
      const [sum] = await cases
        .aggregate<TicketFigures>([
          { $match: conditionOf(filter) },
          { $group: figuresFrom(satisfiedFrom) },
          { $unset: '_id' },
        ])
        .toArray()
      return sum ?? nothing
    },
    async tally(filter: TicketFilter, by: Tallied): Promise<Map<string, number>> {
      const rows = await cases
        .aggregate<{ _id: string | number | null; count: number }>([
          { $match: conditionOf(filter) },
          { $group: { _id: { $ifNull: [`$${by}`, null] }, count: { $sum: 1 } } },
          { $sort: { _id: 1 } },
        ])
        .toArray()
      return new Map(rows.map(({ _id, count }) => [String(_id ?? ''), count]))
    },
  }
}

const nothing: TicketFigures = {
  count: 0,
  scored: 0,
  satisfied: 0,
  meanScore: null,
  meanToAnswer: null,
  meanToClose: null,
  granted: 0,
}

/** Where a moment is missing the span is `null`, which no mean counts. */
function figuresFrom(satisfiedFrom: number) {
  return {
    _id: null,
    count: { $sum: 1 },
    scored: { $sum: { $cond: [{ $gt: ['$score', null] }, 1, 0] } },
    satisfied: { $sum: { $cond: [{ $gte: ['$score', satisfiedFrom] }, 1, 0] } },
    meanScore: { $avg: '$score' },
    meanToAnswer: { $avg: { $subtract: ['$answeredAt', '$openedAt'] } },
    meanToClose: { $avg: { $subtract: ['$closedAt', '$openedAt'] } },
    granted: { $sum: '$granted' },
  }
}

function foundOf(doc: Found): FoundTicket {
  return { actor: doc._id, view: viewOf(doc) }
}

/** Where a page ended: the sorted field, and the name that settles ties. */
function cursorOf({ _id, openedAt, desk }: Found, sort: Sort): string {
  return `${sort === 'opened' ? openedAt.getTime() : desk.urgentAt}.${_id}`
}

function past(cursor: string, sort: Sort): Filter<ActorDocument> {
  const dot = cursor.indexOf('.')
  const at = Number(cursor.slice(0, dot))
  const id = cursor.slice(dot + 1) as ActorDocument['_id']
  if (dot < 1 || !Number.isSafeInteger(at)) {
    throw new RangeError(`not a cursor of this store: ${cursor}`)
  }
  const moment = new Date(at)
  // The first of both conditions is what the index begins at.
  if (sort === 'opened') {
    return {
      openedAt: { $lte: moment },
      $or: [{ openedAt: { $lt: moment } }, { openedAt: moment, _id: { $lt: id } }],
    }
  }
  return {
    'desk.urgentAt': { $gte: at },
    $or: [{ 'desk.urgentAt': { $gt: at } }, { 'desk.urgentAt': at, _id: { $gt: id } }],
  }
}
