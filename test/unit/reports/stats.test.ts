import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { startOf } from '../../../src/reports/period.ts'
import { spanWording } from '../../../src/reports/span-wording.ts'
import { stats } from '../../../src/reports/stats.ts'
import { statsWordings } from '../../../src/reports/stats-wording.ts'
import {
  monday,
  openStaffDesk,
  type StaffDesk,
  settings,
  spoken,
} from '../../support/staff-desk.ts'

const { calendar } = settings
const hour = 3_600_000
const day = 24 * hour
const at = (text: string) => Date.parse(`${text}+08:00`)

describe('a period', () => {
  test.each([
    ['today', '2026-11-23T10:00:00', '2026-11-23T00:00:00'],
    ['week', '2026-11-23T00:00:00', '2026-11-23T00:00:00'],
    ['week', '2026-11-22T23:59:59', '2026-11-16T00:00:00'],
    ['week', '2026-12-02T10:00:00', '2026-11-30T00:00:00'],
    ['month', '2026-11-23T10:00:00', '2026-11-01T00:00:00'],
    ['month', '2026-12-01T00:30:00', '2026-12-01T00:00:00'],
  ] as const)('%s at %s begins at %s', (period, now, from) => {
    expect(startOf(period, calendar, at(now))).toBe(at(from))
  })
})

describe('the figures', () => {
  let desk: StaffDesk
  beforeEach(async () => {
    desk = await openStaffDesk()
  })
  afterEach(async () => desk[Symbol.asyncDispose]())

  /** Six cases on a Monday at ten; what is counted is written beside them. */
  async function sixCases(): Promise<void> {
    const t = monday
    // Opened today, open, in time.
    await desk.ticket({ number: 'CP-20261123-0001', openedAt: t - hour, dueAt: t + hour })
    // Opened today, open, its step overdue, answered after half an hour.
    await desk.ticket({
      number: 'CP-20261123-0002',
      openedAt: t - 2 * hour,
      answeredAt: t - 1.5 * hour,
      dueAt: t - 1,
    })
    // Opened today, answered after an hour and a half, ended after an hour, satisfied.
    await desk.ticket({
      number: 'CP-20261123-0003',
      category: 'delivery',
      state: 'closed',
      openedAt: t - 2 * hour,
      answeredAt: t - 0.5 * hour,
      closedAt: t - hour,
      score: 5,
      granted: 30_000,
    })
    // Opened on Friday, ended today after three days, not satisfied.
    await desk.ticket({
      number: 'CP-20261120-0001',
      state: 'not agreed',
      openedAt: t - 3 * day - hour,
      closedAt: t - hour,
      score: 2,
    })
    // Opened on Friday, withdrawn today: nobody is asked.
    await desk.ticket({
      number: 'CP-20261120-0002',
      state: 'withdrawn',
      openedAt: t - 3 * day,
      closedAt: t - hour,
    })
    // Ended last week.
    await desk.ticket({
      number: 'CP-20261120-0003',
      state: 'closed',
      openedAt: t - 4 * day,
      closedAt: t - 3 * day,
      score: 4,
    })
  }

  it('of today are those counted by hand', async () => {
    await sixCases()
    const figures = await stats(desk.store, { calendar, period: 'today', now: monday })
    expect(figures).toMatchObject({
      opened: 3,
      open: 2,
      overdue: 1,
      ended: 3,
      scored: 2,
      satisfied: 1,
      meanScore: 3.5,
      asked: 2,
      granted: 30_000,
      meanToAnswer: hour,
      byCategory: [
        { category: 'quality', count: 2 },
        { category: 'delivery', count: 1 },
      ],
    })
    expect(figures.meanToClose).toBeCloseTo((hour + 3 * day + (3 * day - hour)) / 3, -1)
    expect(Object.fromEntries(figures.endedAs)).toEqual({
      closed: 1,
      'not agreed': 1,
      withdrawn: 1,
    })
  })

  it('of the month have last week’s case too', async () => {
    await sixCases()
    const figures = await stats(desk.store, { calendar, period: 'month', now: monday })
    expect(figures).toMatchObject({ opened: 6, ended: 4, scored: 3, satisfied: 2 })
  })

  it('of a handful of answers are shown as counts, not as a share', async () => {
    await sixCases()
    const figures = await stats(desk.store, { calendar, period: 'today', now: monday })
    const said = spoken(statsWordings(figures))
    expect(said).toContain('新增 3，结束 3；目前未结 2，其中超时 1')
    expect(said).toContain(
      '2 人评分，其中 1 人满意（4–5分），平均 3.5 分；应回访 2 件，评分率 100%',
    )
    expect(said).not.toMatch(/满意度：\d+%/)
    expect(said).toContain('平均首次答复：60 分钟')
    expect(said).toContain('新增分类：商品质量 2、配送物流 1')
    expect(spoken(statsWordings(figures), 'en')).toContain('1 of 2 scores were 4 or 5, mean 3.5')
  })

  it('of thirty answers are a share', async () => {
    for (let n = 1; n <= 30; n++) {
      await desk.ticket({
        number: `CP-20261123-${String(n).padStart(4, '0')}`,
        state: 'closed',
        openedAt: monday - hour,
        closedAt: monday - 1,
        score: n <= 24 ? 5 : 3,
      })
    }
    const figures = await stats(desk.store, { calendar, period: 'today', now: monday })
    expect(spoken(statsWordings(figures), 'en')).toContain('CSAT 80% (24 of 30 scores')
  })

  it('of a desk without cases are zeros, not faults', async () => {
    const figures = await stats(desk.store, { calendar, period: 'week', now: monday })
    expect(figures).toMatchObject({ opened: 0, open: 0, ended: 0, meanToAnswer: null })
    expect(spoken(statsWordings(figures), 'zh-TW')).toContain('還沒有客戶評分')
  })
})

describe('a length of time', () => {
  test.each([
    [20_000, '不到1分钟'],
    [90_000, '2 分钟'],
    [119 * 60_000, '119 分钟'],
    [2.5 * hour, '2.5 小时'],
    [47 * hour, '47 小时'],
    [60 * hour, '2.5 天'],
  ])('of %d ms is said as %s', (ms, said) => {
    expect(spoken([spanWording(ms)])).toBe(said)
  })
})
