import { endedStates, type TicketView } from '../../../domain/ticket.ts'
import type { Db } from '../driver.ts'

/** Sorts after every moment: what has no deadline is the least urgent. */
const never = Number.MAX_SAFE_INTEGER

/** Every field of a view is a column of its own. */
const fields: Readonly<Record<keyof TicketView, true>> = {
  number: true,
  state: true,
  unconfirmed: true,
  notReached: true,
  category: true,
  level: true,
  department: true,
  owner: true,
  customer: true,
  name: true,
  phone: true,
  email: true,
  order: true,
  product: true,
  openedAt: true,
  promisedAt: true,
  dueAt: true,
  needBy: true,
  takenAt: true,
  answeredAt: true,
  closedAt: true,
  score: true,
  granted: true,
  about: true,
}
const names = Object.keys(fields) as (keyof TicketView)[]

export const viewColumns = names.map((name) => `"${name}"`).join(', ')

/** Writes the fields a ticket is found by. */
export function createTicketWriter(db: Db) {
  const columns = `key, open, urgentAt, ${viewColumns}`
  const values = Array.from({ length: names.length + 3 }, () => '?').join(', ')
  const updates = ['open', 'urgentAt', ...names.map((name) => `"${name}"`)]
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')
  const write = db.prepare(
    `INSERT INTO tickets (${columns}) VALUES (${values}) ON CONFLICT (key) DO UPDATE SET ${updates}`,
  )
  return (key: number, view: TicketView): void => {
    const open = endedStates.includes(view.state) ? 0 : 1
    const { dueAt, promisedAt, needBy } = view
    const first = Math.min(dueAt ?? never, promisedAt ?? never, needBy ?? never)
    // Of those that are due at the same moment the one that somebody needs goes first.
    const urgentAt = needBy === null ? first : first - 1
    write.run(key, open, urgentAt, ...names.map((name) => stored(view[name])))
  }
}

/** SQLite knows no true and false, and no lists. */
function stored(value: TicketView[keyof TicketView]): string | number | null {
  if (typeof value === 'object' && value !== null) {
    return value.length > 0 ? JSON.stringify(value) : null
  }
  return typeof value === 'boolean' ? Number(value) : value
}
