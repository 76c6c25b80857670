import type { TicketFilter } from '../../port.ts'

export type Condition = { sql: string; values: unknown[] }

type Rule = (value: never) => Condition | undefined

const is =
  (sql: string): Rule =>
  (value: unknown) => ({ sql, values: [value] })

/** Which condition each field of a filter makes. */
const rules: { [Field in keyof Required<TicketFilter>]: Rule } = {
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
  text: (text: string) => matching(text),
}

/** What a filter asks for, as one condition; fields that are absent ask for nothing. */
export function conditionOf(filter: TicketFilter): Condition {
  const parts: Condition[] = []
  for (const [field, rule] of Object.entries(rules)) {
    const value = filter[field as keyof TicketFilter]
    const part = value === undefined ? undefined : rule(value as never)
    if (part) parts.push(part)
  }
  return {
    sql: parts.length === 0 ? 'TRUE' : parts.map((part) => part.sql).join(' AND '),
    values: parts.flatMap((part) => part.values),
  }
}

/** One index each; a plain OR would read the whole table. */
function matching(text: string): Condition {
  const word = text.trim()
  const past = `${word}\u{10FFFF}`
  return {
    sql: `t.key IN (
      SELECT key FROM tickets WHERE "number" = ? UNION SELECT key FROM tickets WHERE "phone" = ?
      UNION SELECT key FROM tickets WHERE "order" = ?
      UNION SELECT key FROM tickets WHERE "name" >= ? COLLATE NOCASE AND "name" < ? COLLATE NOCASE
      UNION SELECT key FROM tickets WHERE "product" >= ? COLLATE NOCASE AND "product" < ? COLLATE NOCASE)`,
    values: [word, word, word, word, past, word, past],
  }
}
