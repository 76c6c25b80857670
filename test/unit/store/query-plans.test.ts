import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketFilter } from '../../../src/store/port.ts'
import type { Db } from '../../../src/store/sqlite/driver.ts'
import { prepareFile } from '../../../src/store/sqlite/schema.ts'
import { createTables, type Tables } from '../../../src/store/sqlite/tables.ts'
import { Database } from '../../support/database.ts'
import { ann, noon } from '../../support/store-builders.ts'
import { tempFolder } from '../../support/store-folder.ts'

describe('a query', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>
  let db: Db
  let tables: Tables
  const ran: string[] = []
  beforeAll(async () => {
    folder = await tempFolder()
    const file = join(folder.path, 'redress.db')
    db = new Database(file, { verbose: (sql) => ran.push(String(sql)) })
    prepareFile(db, file)
    tables = createTables(db, folder.path, 4)
  })
  afterAll(async () => {
    db.close()
    await folder[Symbol.asyncDispose]()
  })

  /** How SQLite goes about what `run` asks. */
  function planOf(run: () => unknown): string {
    ran.length = 0
    run()
    const asked = [...ran]
    return asked
      .flatMap((sql) => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map(({ detail }) => detail)
      .join('; ')
  }

  const listed: [string, TicketFilter, 'opened' | 'due', RegExp][] = [
    ['the newest', {}, 'opened', /USING INDEX tickets_opened/],
    ['the most urgent', { open: true }, 'due', /tickets_urgent/],
    [
      'a department’s',
      { open: true, department: 'quality' },
      'due',
      /tickets_department \("?department"?=\?/,
    ],
    ['a person’s', { open: true, owner: 'wang' }, 'due', /tickets_owner \("?owner"?=\?/],
    ['nobody’s', { open: true, owner: null }, 'due', /tickets_owner \("?owner"?=\?/],
    ['what is overdue', { open: true, dueBefore: noon }, 'due', /tickets_urgent \(urgentAt</],
    ['a customer’s', { customer: 'customer:web/ann' }, 'opened', /tickets_customer/],
    [
      'those of a state',
      { open: true, states: ['received'] },
      'due',
      /tickets_state \("?state"?=\?/,
    ],
    [
      'a word',
      { text: 'x' },
      'opened',
      /tickets_phone.*tickets_order.*tickets_name.*tickets_product/,
    ],
  ]
  it.each(listed)('for %s is a search in an index', (_name, filter, sort, index) => {
    const plan = planOf(() => tables.queries.tickets(filter, { limit: 20, sort }))
    expect(plan).toMatch(index)
    expect(plan).not.toMatch(/SCAN (t|tickets)\b(?! USING)/)
  })

  it.each([
    ['first', {}],
    ['next', { cursor: `${noon}.7` }],
  ])('for the %s page of urgent ones needs no sorting', (_name, more) => {
    const page = { limit: 20, sort: 'due' as const, ...more }
    const plan = planOf(() => tables.queries.tickets({ open: true }, page))
    expect(plan).toMatch(/tickets_urgent/)
    expect(plan).not.toMatch(/TEMP B-TREE/)
  })

  it.each<[string, () => unknown]>([
    ['due timers', () => tables.timers.due(noon, 10)],
    ['the next timer', () => tables.timers.next(1)],
    ['lines', () => tables.transcript.after(1, 3, 10)],
    ['last lines', () => tables.transcript.last(1, 10)],
    ['an actor', () => tables.actors.load(ann)],
    ['records', () => tables.records.withPrefix('person:')],
    ['settling', () => tables.timers.remove(1, 1, 1)],
    ['a slot', () => tables.timers.empty(1, 's')],
    ['keys to forget', () => tables.consumed.forget({ actor: -1, key: '' }, noon)],
  ])('for %s reads no whole table and sorts nothing', (_name, run) => {
    const plan = planOf(run)
    expect(plan).toMatch(/SEARCH|USING (COVERING )?INDEX/)
    expect(plan).not.toMatch(/SCAN \w+(?! USING)(;|$)/)
    expect(plan).not.toMatch(/TEMP B-TREE/)
  })

  it('for the next timer of one slot stays inside the index by due time', () => {
    expect(planOf(() => tables.timers.next(1, 'burst'))).toMatch(
      /SCAN t USING (COVERING )?INDEX timers_due/,
    )
  })
})
