import { endedStates, type TicketView } from '../../../domain/ticket.ts'
import { wellFormed } from '../well-formed.ts'

/** A ticket's fields as people read them: moments as dates, money in 分, what is not known left out. */
export type TicketDocument = {
  number: string
  state: string
  /** False in an ended state. */
  open: boolean
  unconfirmed: boolean
  notReached: boolean
  category: string
  level: number
  customer: string
  openedAt: Date
  granted: number
  department?: string
  owner?: string
  name?: string
  phone?: string
  email?: string
  order?: string
  product?: string
  promisedAt?: Date
  dueAt?: Date
  needBy?: Date
  takenAt?: Date
  answeredAt?: Date
  closedAt?: Date
  score?: number
  about?: readonly string[]
}

/** Sorts after every moment: what has no deadline is the least urgent. */
const never = Number.MAX_SAFE_INTEGER

const moments = ['promisedAt', 'dueAt', 'needBy', 'takenAt', 'answeredAt', 'closedAt'] as const
const texts = ['department', 'owner', 'name', 'phone', 'email', 'order', 'product'] as const

export function ticketDocument(view: TicketView): TicketDocument {
  const { number, state, unconfirmed, notReached, category, level, customer, granted } = view
  const doc: TicketDocument = {
    number,
    state,
    open: !endedStates.includes(state),
    unconfirmed,
    notReached,
    category,
    level,
    customer,
    openedAt: new Date(view.openedAt),
    granted,
  }
  for (const field of texts) if (view[field] !== null) doc[field] = wellFormed(view[field])
  for (const field of moments) if (view[field] !== null) doc[field] = new Date(view[field])
  if (view.score !== null) doc.score = view.score
  if (view.about.length > 0) doc.about = view.about
  return doc
}

/** What tickets are sorted by urgency and searched by. */
export function urgencyOf(view: TicketView): { urgentAt: number; name?: string; product?: string } {
  const { dueAt, promisedAt, needBy, name, product } = view
  const first = Math.min(dueAt ?? never, promisedAt ?? never, needBy ?? never)
  return {
    // Of those that are due at the same moment the one that somebody needs goes first.
    urgentAt: needBy === null ? first : first - 1,
    ...(name === null ? {} : { name: searched(name) }),
    ...(product === null ? {} : { product: searched(product) }),
  }
}

/** As names and products are compared: in any case. */
export function searched(text: string): string {
  return wellFormed(text).toLowerCase()
}

export function viewOf(doc: TicketDocument): TicketView {
  const { number, state, unconfirmed, notReached, category, level, customer, granted } = doc
  const at = (moment: Date | undefined) => moment?.getTime() ?? null
  return {
    number,
    state: state as TicketView['state'],
    unconfirmed,
    notReached,
    category,
    level: level as TicketView['level'],
    department: doc.department ?? null,
    owner: doc.owner ?? null,
    customer: customer as TicketView['customer'],
    name: doc.name ?? null,
    phone: doc.phone ?? null,
    email: doc.email ?? null,
    order: doc.order ?? null,
    product: doc.product ?? null,
    openedAt: doc.openedAt.getTime(),
    promisedAt: at(doc.promisedAt),
    dueAt: at(doc.dueAt),
    needBy: at(doc.needBy),
    takenAt: at(doc.takenAt),
    answeredAt: at(doc.answeredAt),
    closedAt: at(doc.closedAt),
    score: doc.score ?? null,
    granted,
    about: doc.about ?? [],
  }
}
