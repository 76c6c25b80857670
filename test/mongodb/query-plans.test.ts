import { expect, it } from 'vitest'
import type { MongoStore } from '../../src/store/mongodb/store.ts'
import type { Store } from '../../src/store/port.ts'
import { describeMongo } from '../support/mongo-database.ts'
import {
  ann,
  bo,
  day,
  done,
  item,
  line,
  minute,
  noon,
  ticketView,
  timer,
  words,
} from '../support/store-builders.ts'

/** What the database tells of a command it has run. */
type Profiled = {
  op: string
  ns: string
  command: Record<string, unknown>
  planSummary?: string
  docsExamined?: number
  hasSortStage?: boolean
}

const many = 400
const states = ['received', 'investigating', 'closed'] as const

async function fill(store: Store): Promise<void> {
  const views = Array.from({ length: many }, (_, n) => {
    const state = states[n % 8 === 0 ? n % 2 : 2]!
    return ticketView({
      number: `CP-${n}`,
      state,
      department: n % 20 === 0 ? 'quality' : 'logistics',
      owner: n % 40 === 0 ? 'wang' : n % 24 === 0 ? null : 'li',
      customer: `customer:web/${n % 50}`,
      phone: `1380013${8000 + n}`,
      name: `name ${n}`,
      order: `A-${n}`,
      product: `product ${n}`,
      openedAt: noon + n * minute,
      dueAt: noon + n * minute,
      about: n % 100 === 0 ? ['wang'] : [],
      ...(state === 'closed' ? { closedAt: noon + day + n * minute } : {}),
    })
  })
  await Promise.all(
    views.map((view, n) => {
      const letters = [timer(`ticket:${n}`, 'deadline', noon + day + n)]
      return done(store, item(`ticket:${n}`, 0, { view, letters }))
    }),
  )
}

describeMongo('by an index goes', (bench) => {
  let store: MongoStore

  /** The commands that `run` made the database carry out, and how. */
  async function profiled(run: () => Promise<unknown>): Promise<Profiled[]> {
    const { db } = bench.database
    await db.command({ profile: 0 })
    await db.collection('system.profile').drop()
    await db.command({ profile: 2 })
    await run()
    await db.command({ profile: 0 })
    const commands = await db.collection('system.profile').find().toArray()
    return (commands as unknown as Profiled[]).filter(({ ns }) => !ns.includes('system.'))
  }

  async function expectIndexed(run: () => Promise<unknown>, atMost: number): Promise<void> {
    const commands = await profiled(run)
    expect(commands.length).toBeGreaterThan(0)
    for (const { planSummary, command, op, docsExamined = 0 } of commands) {
      const told = JSON.stringify({ op, planSummary, command }).slice(0, 600)
      if (planSummary !== undefined) expect(told).not.toContain('COLLSCAN')
      expect({ told, docsExamined: Math.max(0, docsExamined - atMost) }).toEqual({
        told,
        docsExamined: 0,
      })
    }
  }

  it('every question of commands and reports', async () => {
    const page = { limit: 10 }
    const due = { limit: 10, sort: 'due' as const }
    const urgent = () => store.tickets({ open: true }, due)
    const questions: [string, () => Promise<unknown>, number][] = [
      ['the newest', () => store.tickets({}, page), 11],
      ['the newest one may see', () => store.tickets({ notAbout: ['li'] }, page), 11],
      ['the most urgent', urgent, 11],
      [
        'the next page of them',
        async () => store.tickets({ open: true }, { ...due, cursor: (await urgent()).next! }),
        13,
      ],
      ['a department’s', () => store.tickets({ open: true, department: 'quality' }, due), 11],
      ['a person’s', () => store.tickets({ open: true, owner: 'wang' }, due), 11],
      ['nobody’s', () => store.tickets({ open: true, owner: null }, due), 11],
      ['those of a state', () => store.tickets({ open: true, states: ['received'] }, due), 11],
      ['what is overdue', () => store.tickets({ open: true, dueBefore: noon + 1 }, due), 11],
      ['a customer’s', () => store.tickets({ customer: 'customer:web/7' }, page), 8],
      ['those about somebody', () => store.tickets({ about: 'wang' }, page), 4],
      ['a word', () => store.tickets({ text: 'A-77' }, page), 2],
      ['the beginning of a name', () => store.tickets({ text: 'name 39' }, page), 12],
      ['one by its number', () => store.ticket('CP-7'), 1],
      ['figures of a period', () => store.figures({ openedFrom: noon + 390 * minute }), 10],
      ['figures of what is open', () => store.figures({ open: true }), 50],
      [
        'figures of what ended',
        () => store.figures({ closedFrom: noon + day + 390 * minute, open: false }),
        10,
      ],
      [
        'figures of what is overdue',
        () => store.figures({ open: true, dueBefore: noon + 100 * minute }),
        13,
      ],
      ['figures of all', () => store.figures({}), many],
      ['a tally of what is open', () => store.tally({ open: true }, 'state'), 50],
      [
        'a tally of a period',
        () => store.tally({ openedFrom: noon + 390 * minute }, 'category'),
        10,
      ],
      ['the next letter', () => store.nextDue(), 1],
      ['due letters', () => store.claim(noon + day + 9, 10, minute), 10],
      ['parked letters', () => store.parked(10), 1],
      ['an actor', () => store.load('ticket:7'), 1],
      ['lines', () => store.lines(ann, 0, 10), 11],
      ['last lines', () => store.lastLines(ann, 10), 11],
      ['a record', () => store.record('person:wang'), 1],
      ['records', () => store.records('person:'), 3],
      ['keys to forget', () => store.prune(noon + 2 * day), 3],
      [
        'a commit with letters',
        () => store.commit(item(ann, 40, { letters: [words('team:service', 'x')] }), noon),
        2,
      ],
      ['a settlement', () => store.settle(`${ann}@41#0`), 2],
    ]
    store = await bench.open()
    await fill(store)
    for (let n = 0; n < 40; n++) {
      const consumed = { key: `${n}`, keepUntil: noon + (n % 2) * 9 * day }
      await done(store, item(ann, n, { lines: [line(n + 1, `${n}`)], consumed }))
    }
    // Talks wait for something too, and before all tickets.
    const letters = [timer(bo, 'silence', noon + 1)]
    await done(store, item(bo, 0, { letters }))
    for (const name of ['a', 'b', 'c']) await store.writeRecord(`person:${name}`, 0, {})
    for (const [name, run, atMost] of questions) {
      await expectIndexed(run, atMost).catch((error) => {
        throw new Error(`${name}: ${error.message}`)
      })
    }
  })
})
