import type { ActorId } from '../../../domain/actor.ts'
import type { TicketView } from '../../../domain/ticket.ts'
import type { FoundTicket, TicketFigures, TicketFilter } from '../../port.ts'
import type { Db, Prepared } from '../driver.ts'
import { conditionOf, countHaving } from './filter.ts'
import { viewColumns } from './write.ts'

type Row = Omit<TicketView, 'unconfirmed' | 'notReached' | 'about'> & {
  unconfirmed: 0 | 1
  notReached: 0 | 1
  /** JSON; NULL where it is about nobody. */
  about: string | null
  actor: ActorId
  key: number
  urgentAt: number
}
type Sort = 'opened' | 'due'
type Page = { limit: number; sort?: Sort; cursor?: string }
type Tallied = 'state' | 'category' | 'level' | 'department' | 'owner'

/**
 * A text that so many tickets have (a frequent surname, a product everybody buys) is looked for among the newest, or
 * the most urgent, one after the other: of a million tickets one in fifty has it.
 */
const common = 20_000

const orders = {
  opened: { past: '("openedAt", t.key) < (?, ?)', by: '"openedAt" DESC, t.key DESC' },
  due: { past: '(urgentAt, t.key) > (?, ?)', by: 'urgentAt, t.key' },
}

/** Finds and counts tickets by their indexed fields. */
export function createTicketQuery(db: Db, satisfiedFrom: number) {
  const statements = new Map<string, Prepared>()

  /** Filters come in few shapes, so each shape is prepared once. */
  function prepared<R>(sql: string): Prepared<R> {
    let statement = statements.get(sql)
    if (!statement) {
      statement = db.prepare(sql)
      statements.set(sql, statement)
    }
    return statement as Prepared<R>
  }

  function isCommon(text: string | undefined): boolean {
    if (text === undefined) return false
    const { sql, values } = countHaving(text, common)
    return prepared<{ count: number }>(sql).get(...values)!.count === common
  }

  const found = `SELECT a.name AS actor, t.key, t.urgentAt, ${viewColumns
    .split(', ')
    .map((column) => `t.${column}`)
    .join(', ')} FROM tickets t JOIN actors a ON a.key = t.key`

  return {
    ticket(number: string): FoundTicket | undefined {
      const row = prepared<Row>(`${found} WHERE t."number" = ?`).get(number)
      return row && foundOf(row)
    },
    tickets(filter: TicketFilter, page: Page): { tickets: FoundTicket[]; next?: string } {
      const sort = page.sort ?? 'opened'
      const { past, by } = orders[sort]
      const { sql, values } = conditionOf(filter, { isCommon: isCommon(filter.text) })
      const from = page.cursor === undefined ? [] : placeOf(page.cursor)
      const where = from.length > 0 ? `${sql} AND ${past}` : sql
      const rows = prepared<Row>(`${found} WHERE ${where} ORDER BY ${by} LIMIT ?`).all(
        ...values,
        ...from,
        page.limit + 1,
      )
      const shown = rows.slice(0, page.limit)
      const last = shown.at(-1)
      return {
        tickets: shown.map(foundOf),
        ...(rows.length > page.limit && last ? { next: cursorOf(last, sort) } : {}),
      }
    },
    figures(filter: TicketFilter): TicketFigures {
      const { sql, values } = conditionOf(filter)
      return prepared<TicketFigures>(
        `SELECT count(*) AS count, count("score") AS scored,
           count(CASE WHEN "score" >= ? THEN 1 END) AS satisfied, avg("score") AS meanScore,
           avg("answeredAt" - "openedAt") AS meanToAnswer, avg("closedAt" - "openedAt") AS meanToClose,
           coalesce(sum("granted"), 0) AS granted
         FROM tickets t WHERE ${sql}`,
      ).get(satisfiedFrom, ...values) as TicketFigures
    },
    tally(filter: TicketFilter, by: Tallied): Map<string, number> {
      const { sql, values } = conditionOf(filter)
      const rows = prepared<{ value: string | number | null; count: number }>(
        `SELECT "${by}" AS value, count(*) AS count FROM tickets t WHERE ${sql} GROUP BY "${by}" ORDER BY "${by}"`,
      ).all(...values)
      return new Map(rows.map(({ value, count }) => [String(value ?? ''), count]))
    },
  }
}

function foundOf({
  actor,
  key,
  urgentAt,
  unconfirmed,
  notReached,
  about,
  ...view
}: Row): FoundTicket {
  const ids = about === null ? [] : (JSON.parse(about) as string[])
  return {
    actor,
    view: { ...view, unconfirmed: unconfirmed === 1, notReached: notReached === 1, about: ids },
  }
}

/** Where a page ended: the sorted field and the key that settles ties. */
function cursorOf(last: Row, sort: Sort): string {
  return `${sort === 'opened' ? last.openedAt : last.urgentAt}.${last.key}`
}

function placeOf(cursor: string): [number, number] {
  const [at, key] = cursor.split('.').map(Number)
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(key)) {
    throw new RangeError(`not a cursor of this store: ${cursor}`)
  }
  return [at as number, key as number]
}
