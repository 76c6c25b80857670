import type { TicketFilter } from '../../port.ts'
import type { ActorDocument } from '../document.ts'
import type { Filter } from '../driver.ts'
import { searched } from './document.ts'

type Condition = Filter<ActorDocument>
type Rule = (value: never) => Condition

const moment = (at: number) => new Date(at)

/** Which condition each field of a filter makes. */
const rules: { [Field in keyof Required<TicketFilter>]: Rule } = {
  states: (states: readonly string[]) => ({ state: { $in: states } }),
  open: (open: boolean) => ({ open }),
  unconfirmed: (unconfirmed: boolean) => ({ unconfirmed }),
  levelAtLeast: (level: number) => ({ level: { $gte: level } }),
  category: (category: string) => ({ category }),
  department: (department: string) => ({ department }),
  owner: (owner: string | null) => ({ owner: owner as string }),
  customer: (customer: string) => ({ customer }),
  about: (staff: string) => ({ about: staff as never }),
  notAbout: (staff: readonly string[]) => ({ about: { $nin: staff as never } }),
  // The first condition is what the index knows; the day a customer needs it by is no deadline.
  dueBefore: (at: number) => ({
    'desk.urgentAt': { $lt: at },
    $or: [{ dueAt: { $lt: moment(at) } }, { promisedAt: { $lt: moment(at) } }],
  }),
  openedFrom: (at: number) => ({ openedAt: { $gte: moment(at) } }),
  openedBefore: (at: number) => ({ openedAt: { $lt: moment(at) } }),
  closedFrom: (at: number) => ({ closedAt: { $gte: moment(at) } }),
  closedBefore: (at: number) => ({ closedAt: { $lt: moment(at) } }),
  text: (text: string) => matching(text.trim()),
}

/** What a filter asks for, as one condition; fields that are absent ask for nothing. Only tickets match. */
export function conditionOf(filter: TicketFilter): Condition {
  const parts: Condition[] = []
  for (const [field, rule] of Object.entries(rules)) {
    const value = filter[field as keyof TicketFilter]
    if (value !== undefined) parts.push(rule(value as never))
  }
  // What every ticket has and nothing else: the indexes of tickets hold no others.
  if (filter.open === undefined) parts.push({ open: { $exists: true } })
  if (!searchable.some((field) => filter[field] !== undefined)) parts.push(anything(filter))
  return { $and: parts }
}

/** Fields by which an index narrows the search; those of open tickets alone do so for all who ask for them. */
const searchable = [
  'customer',
  'about',
  'dueBefore',
  'openedFrom',
  'openedBefore',
  'closedFrom',
  'closedBefore',
  'text',
] as const

/** True of every ticket asked for: without a condition on its field an index would not be used. */
function anything({ open }: TicketFilter): Condition {
  return open ? { 'desk.urgentAt': { $gte: 0 } } : { openedAt: { $gte: new Date(0) } }
}

/** One index each. */
function matching(word: string): Condition {
  const folded = searched(word)
  const beginning = { $gte: folded, $lt: `${folded}\u{10FFFF}` }
  return {
    $or: [
      { number: word },
      { phone: word },
      { order: word },
      { 'desk.name': beginning },
      { 'desk.product': beginning },
    ],
  }
}
