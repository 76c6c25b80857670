import type { TicketFilter } from '../../port.ts'

export type Condition = { sql: string; values: unknown[] }

type Rule = (value: never) => Condition | undefined

const is =
  (sql: string): Rule =>
  (value: unknown) => ({ sql, values: [value] })

/** Which condition each field of a filter makes. */
const rules: { [Field in keyof Required<Omit<TicketFilter, 'text'>>]: Rule } = {
  states: (states: readonly string[]) => ({
    sql: '"state" IN (SELECT value FROM json_each(?))',
    values: [JSON.stringify(states)],
  }),
  open: (open: boolean) => ({ sql: open ? 'open = 1' : 'open = 0', values: [] }),
  unconfirmed: (unconfirmed: boolean) => ({
    sql: '"unconfirmed" = ?',
    values: [Number(unconfirmed)],
  }),
  levelAtLeast: is('"level" >= ?'),
  category: is('"category" = ?'),
  department: is('"department" = ?'),
  owner: is('"owner" IS ?'),
  customer: is('"customer" = ?'),
  about: is('"about" IS NOT NULL AND EXISTS (SELECT 1 FROM json_each("about") WHERE value = ?)'),
  notAbout: (staff: readonly string[]) => ({
    sql: `("about" IS NULL OR NOT EXISTS (
      SELECT 1 FROM json_each("about") WHERE value IN (SELECT value FROM json_each(?))))`,
    values: [JSON.stringify(staff)],
  }),
  // The first condition is what the index knows; the day a customer needs it by is no deadline.
  dueBefore: (at: number) => ({
    sql: 'urgentAt < ? AND ("dueAt" < ? OR "promisedAt" < ?)',
    values: [at, at, at],
  }),
  openedFrom: is('"openedAt" >= ?'),
  openedBefore: is('"openedAt" < ?'),
  closedFrom: is('"closedAt" >= ?'),
  closedBefore: is('"closedAt" < ?'),
}

/**
 * What a filter asks for, as one condition; fields that are absent ask for nothing. `isCommon`: very many tickets have
 * the text, so that whoever looks at one after the other has found enough before all that have it are gathered.
 */
export function conditionOf(filter: TicketFilter, { isCommon = false } = {}): Condition {
  const { text, ...others } = filter
  const parts: Condition[] = []
  for (const [field, rule] of Object.entries(rules)) {
    const value = others[field as keyof typeof others]
    const part = value === undefined ? undefined : rule(value as never)
    if (part) parts.push(part)
  }
  if (text !== undefined) parts.push(isCommon ? having(text) : matching(text))
  return {
    sql: parts.length === 0 ? 'TRUE' : parts.map((part) => part.sql).join(' AND '),
    values: parts.flatMap((part) => part.values),
  }
}

/** How the text may be found; one index each. */
const places = [
  '"number" = ?',
  '"phone" = ?',
  '"order" = ?',
  '"name" >= ? COLLATE NOCASE AND "name" < ? COLLATE NOCASE',
  '"product" >= ? COLLATE NOCASE AND "product" < ? COLLATE NOCASE',
]

/** The keys of the tickets that have the text; a plain OR would read the whole table. */
function matching(text: string): Condition {
  const keys = places.map((place) => `SELECT key FROM tickets WHERE ${place}`)
  return { sql: `t.key IN (${keys.join(' UNION ')})`, values: valuesOf(text) }
}

/** The same, asked of each ticket that is looked at: the plus keeps SQLite from gathering them by their indexes. */
function having(text: string): Condition {
  const each = places.map((place) => `(${place.replaceAll(/("\w+")/g, '+t.$1')})`)
  return { sql: `(${each.join(' OR ')})`, values: valuesOf(text) }
}

/** Counts the tickets that have the text, up to a limit that is the last value. */
export function countHaving(text: string, limit: number): Condition {
  const keys = places.map((place) => `SELECT key FROM tickets WHERE ${place}`)
  return {
    sql: `SELECT count(*) AS count FROM (${keys.join(' UNION ALL ')} LIMIT ?)`,
    values: [...valuesOf(text), limit],
  }
}

function valuesOf(text: string): string[] {
  const word = text.trim()
  const past = `${word}\u{10FFFF}`
  return [word, word, word, word, past, word, past]
}
