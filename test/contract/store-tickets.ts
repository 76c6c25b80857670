import { beforeEach, describe, expect, it } from 'vitest'
import type { TicketView } from '../../src/domain/ticket.ts'
import type { TicketFilter } from '../../src/store/port.ts'
import { day, done, item, noon, ticketView } from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

/** A small desk, counted by hand. */
const desk: readonly TicketView[] = [
  ticketView({
    number: 'CP-1',
    department: 'quality',
    owner: 'wang',
    level: 3,
    openedAt: noon,
    dueAt: noon + 5 * day,
    promisedAt: noon + 2 * day,
    name: '李梅',
    phone: '13800138000',
    product: 'Kettle 2000',
  }),
  ticketView({
    number: 'CP-2',
    unconfirmed: true,
    state: 'investigating',
    department: 'quality',
    owner: 'zhou',
    openedAt: noon + day,
    dueAt: noon + day,
    name: '李雷',
    order: 'A-77',
    customer: 'customer:web/bo',
    granted: 500,
    about: ['wang', 'li'],
  }),
  ticketView({
    number: 'CP-3',
    state: 'closed',
    category: 'delivery',
    department: 'logistics',
    owner: 'wang',
    openedAt: noon + 2 * day,
    answeredAt: noon + 3 * day,
    closedAt: noon + 6 * day,
    score: 5,
    granted: 29_950,
    name: 'Ann Lee',
    product: 'kettle lid',
    dueAt: noon,
  }),
  ticketView({
    number: 'CP-4',
    state: 'closed',
    category: 'delivery',
    department: 'logistics',
    level: 4,
    openedAt: noon + 2 * day,
    answeredAt: noon + 5 * day,
    closedAt: noon + 4 * day,
    score: 3,
  }),
  ticketView({
    number: 'CP-5',
    state: 'no answer',
    level: 1,
    openedAt: noon + 4 * day,
    closedAt: noon + 9 * day,
    customer: 'customer:web/bo',
  }),
  ticketView({
    number: 'CP-6',
    state: 'awaiting customer',
    openedAt: noon + 5 * day,
    score: 4,
    needBy: noon + 1.5 * day,
  }),
]

export function ticketContract({ store, reopen }: Bench): void {
  const numbers = async (filter: TicketFilter, sort: 'opened' | 'due' = 'opened') =>
    (await store().tickets(filter, { limit: 100, sort })).tickets.map(({ view }) => view.number)

  describe('tickets', () => {
    beforeEach(async () => {
      await Promise.all(
        desk.map((view, n) => done(store(), item(`ticket:conversation:web/${n}@1#0`, 0, { view }))),
      )
    })

    it('are found by their number, as they are', async () => {
      await reopen()
      for (const [n, view] of desk.entries()) {
        const found = await store().ticket(view.number)
        expect(found).toEqual({ actor: `ticket:conversation:web/${n}@1#0`, view })
      }
      expect(await store().ticket('CP-9')).toBeUndefined()
    })

    it('follow the last commit', async () => {
      const view = { ...desk[0]!, state: 'closed' as const, owner: null, score: 4 as const }
      await done(store(), item('ticket:conversation:web/0@1#0', 1, { view }))
      expect((await store().ticket('CP-1'))?.view).toEqual(view)
      expect(await numbers({ open: true })).not.toContain('CP-1')
    })

    it('have a number of their own: another one with it writes nothing', async () => {
      const twin = item('ticket:conversation:web/twin@1#0', 0, { view: desk[0]! })
      await expect(store().commit(twin, noon)).rejects.toThrow()
      expect(await store().load(twin.actor)).toBeUndefined()
    })

    const found: [string, TicketFilter, string[]][] = [
      ['nothing', {}, ['CP-6', 'CP-5', 'CP-4', 'CP-3', 'CP-2', 'CP-1']],
      ['about somebody', { about: 'wang' }, ['CP-2']],
      ['about nobody of these', { notAbout: ['zhou', 'li'], open: true }, ['CP-6', 'CP-1']],
      ['about nobody, of nobody', { notAbout: [], levelAtLeast: 3 }, ['CP-4', 'CP-1']],
      ['a state', { states: ['closed'] }, ['CP-4', 'CP-3']],
      ['two states', { states: ['received', 'no answer'] }, ['CP-5', 'CP-1']],
      ['no state', { states: [] }, []],
      ['open ones', { open: true }, ['CP-6', 'CP-2', 'CP-1']],
      ['ended ones', { open: false }, ['CP-5', 'CP-4', 'CP-3']],
      ['level', { levelAtLeast: 3 }, ['CP-4', 'CP-1']],
      ['unconfirmed', { unconfirmed: true }, ['CP-2']],
      ['category', { category: 'delivery' }, ['CP-4', 'CP-3']],
      ['department', { department: 'quality' }, ['CP-2', 'CP-1']],
      ['owner', { owner: 'wang' }, ['CP-3', 'CP-1']],
      ['nobody’s', { owner: null }, ['CP-6', 'CP-5', 'CP-4']],
      ['customer', { customer: 'customer:web/bo' }, ['CP-5', 'CP-2']],
      [
        'due by step or by promise',
        { dueBefore: noon + 2 * day + 1, open: true },
        ['CP-2', 'CP-1'],
      ],
      ['due before, not at', { dueBefore: noon + day, open: true }, []],
      [
        'opened from, before',
        { openedFrom: noon + day, openedBefore: noon + 4 * day },
        ['CP-4', 'CP-3', 'CP-2'],
      ],
      [
        'closed from, before',
        { closedFrom: noon + 4 * day, closedBefore: noon + 9 * day },
        ['CP-4', 'CP-3'],
      ],
      ['text: the number', { text: 'CP-2' }, ['CP-2']],
      ['text: the phone', { text: ' 13800138000 ' }, ['CP-1']],
      ['text: part of a phone', { text: '138' }, []],
      ['text: the order', { text: 'A-77' }, ['CP-2']],
      ['text: the beginning of a name', { text: '李' }, ['CP-2', 'CP-1']],
      ['text: of a product, in any case', { text: 'KETTLE' }, ['CP-3', 'CP-1']],
      ['text: signs of SQL', { text: "%' OR 1=1 --" }, []],
      [
        'several at once',
        { open: true, department: 'quality', owner: 'wang', levelAtLeast: 2, text: '李' },
        ['CP-1'],
      ],
    ]
    it.each(found)('are found by %s', async (_name, filter, expected) => {
      const listed = await numbers(filter)
      expect([...listed].sort().reverse()).toEqual(expected)
      const opened = listed.map((number) => desk.find((view) => view.number === number)!.openedAt)
      expect(opened).toEqual([...opened].sort((a, b) => b - a))
      expect((await store().figures(filter)).count).toBe(expected.length)
    })

    it('are listed by urgency: by the first of both deadlines and the day it is needed by', async () => {
      const calm = item('ticket:calm', 0, { view: ticketView({ number: 'CP-7' }) })
      await done(store(), calm)
      const soon = { number: 'CP-8', dueAt: noon + day, needBy: noon + 3 * day }
      await done(store(), item('ticket:soon', 0, { view: ticketView(soon) }))
      const listed = await numbers({ open: true }, 'due')
      expect(listed).toEqual(['CP-8', 'CP-2', 'CP-6', 'CP-1', 'CP-7'])
    })

    it('add up to the figures counted by hand', async () => {
      expect(await store().figures({})).toEqual({
        count: 6,
        scored: 3,
        satisfied: 2,
        meanScore: 4,
        meanToAnswer: 2 * day,
        meanToClose: (4 * day + 2 * day + 5 * day) / 3,
        granted: 30_450,
      })
      expect(await store().figures({ category: 'none' })).toEqual({
        count: 0,
        scored: 0,
        satisfied: 0,
        meanScore: null,
        meanToAnswer: null,
        meanToClose: null,
        granted: 0,
      })
    })

    it('are counted by value, the empty value too', async () => {
      const tally = async (by: 'state' | 'category' | 'level' | 'department' | 'owner', f = {}) =>
        Object.fromEntries(await store().tally(f, by))
      expect(await tally('state', { category: 'delivery' })).toEqual({ closed: 2 })
      expect(await tally('category')).toEqual({ quality: 4, delivery: 2 })
      expect(await tally('level')).toEqual({ 1: 1, 2: 3, 3: 1, 4: 1 })
      expect(await tally('department')).toEqual({ quality: 2, logistics: 2, '': 2 })
      expect(await tally('owner', { open: true })).toEqual({ wang: 1, zhou: 1, '': 1 })
    })
  })

  describe('pages of tickets', () => {
    it.each(['opened', 'due'] as const)('by %s show each ticket once, in order', async (sort) => {
      // Ties in both fields, and some without a deadline.
      const views = Array.from({ length: 53 }, (_, n) =>
        ticketView({
          number: `CP-${n}`,
          openedAt: noon + (n % 7),
          dueAt: n % 5 ? noon + (n % 3) : null,
        }),
      )
      await Promise.all(views.map((view, n) => done(store(), item(`ticket:t${n}`, 0, { view }))))
      const seen: TicketView[] = []
      let cursor: string | undefined
      do {
        const page = await store().tickets(
          { open: true },
          { limit: 10, sort, ...(cursor ? { cursor } : {}) },
        )
        expect(page.tickets.length).toBeLessThanOrEqual(10)
        seen.push(...page.tickets.map(({ view }) => view))
        cursor = page.next
      } while (cursor)
      expect(new Set(seen.map(({ number }) => number)).size).toBe(53)
      expect(seen).toHaveLength(53)
      const at = (view: TicketView) => (sort === 'due' ? (view.dueAt ?? Infinity) : -view.openedAt)
      expect(seen.map(at)).toEqual(seen.map(at).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    })

    it('end without another when the last one is full', async () => {
      await done(store(), item('ticket:a', 0, { view: ticketView({ number: 'CP-1' }) }))
      expect(await store().tickets({}, { limit: 1 })).not.toHaveProperty('next')
    })
  })
}
