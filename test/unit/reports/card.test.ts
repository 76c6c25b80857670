import { describe, expect, it } from 'vitest'
import { cardWordings } from '../../../src/reports/card.ts'
import type { CaseDetail } from '../../../src/reports/case-detail.ts'
import { historyWordings } from '../../../src/reports/history-wording.ts'
import { listLine } from '../../../src/reports/list-wording.ts'
import { catalog, complaint, monday, spoken } from '../../support/staff-desk.ts'
import { ticketView } from '../../support/store-builders.ts'

const view = ticketView({
  number: 'CP-20261123-0001',
  state: 'awaiting approval',
  level: 3,
  owner: 'wang',
  department: 'quality',
  name: '王小明',
  phone: '13812345678',
  product: '电饭煲',
  dueAt: monday + 3_600_000,
})
const detail: CaseDetail = {
  complaint: { ...complaint, loss: 29_900 },
  verdict: { verdict: 'founded', reason: '发热盘故障' },
  proposals: [
    {
      n: 1,
      by: 'wang',
      at: monday,
      state: 'waiting',
      options: [
        { remedy: 'refund', amount: 30_000, text: '全额' },
        { remedy: 'exchange', amount: 0, text: '' },
      ],
    },
  ],
  approvals: [],
  surveys: [],
}
const photo = { id: 'f1', name: 'a.jpg', type: 'image/jpeg', size: 1 }
const nameOf = () => '小王'
const context = { now: monday, catalog, nameOf, inRoom: false }

describe('a card', () => {
  it('says who, what, the wish, the deadline, the verdict and the proposals', () => {
    expect(spoken(cardWordings(view, detail, context))).toBe(
      [
        'CP-20261123-0001 · 商品质量 · 3级（重大） · 待批准',
        '客户：王小明，138****5678',
        '经过：电饭煲用了两天就不加热了，打138****5678找我',
        '情况：商品：电饭煲；bought：上周',
        '诉求：换一台新的；客户所说损失：299 元',
        '负责人：小王，责任部门：质量部；时限：11月23日（周一）11:00 前',
        '判定：成立（发热盘故障）',
        '方案1（待批准）：退款 300 元 全额、换货',
      ].join('\n'),
    )
  })

  it('is at most eight lines, however much there is to say', () => {
    const [proposal] = detail.proposals
    const full: CaseDetail = {
      ...detail,
      complaint: { ...detail.complaint, files: [photo, photo] },
      proposals: [1, 2, 3].map((n) => ({ ...proposal!, n })),
      surveys: [1, 2].map((score) => ({ at: monday, answered: true, score: score as 1 | 2 })),
    }
    const lines = spoken(cardWordings({ ...view, granted: 30_000 }, full, context)).split('\n')
    expect(lines).toHaveLength(8)
    expect(lines.at(-1)).toContain('方案3')
    expect(lines.at(-1)).toContain('客户评分：2 分')
  })

  it('hides names and numbers from a room', () => {
    const said = spoken(cardWordings(view, detail, { ...context, inRoom: true }))
    expect(said).toContain('王**，138****5678')
    expect(said).not.toContain('13812345678')
    expect(said).not.toContain('小明')
  })

  it('never shows a whole phone number', () => {
    for (const inRoom of [true, false]) {
      const said = spoken(cardWordings(view, detail, { ...context, inRoom }))
      expect(said).not.toContain('13812345678')
    }
  })

  it('says that a deadline has passed', () => {
    const late = { ...context, now: monday + 2 * 3_600_000 }
    expect(spoken(cardWordings(view, detail, late), 'en')).toContain('Deadline: overdue since')
  })

  it('cuts a long story', () => {
    const long = { ...detail, complaint: { ...complaint, story: '啊'.repeat(1_000) } }
    const story = spoken(cardWordings(view, long, context)).split('\n')[2]
    expect(story).toHaveLength('经过：'.length + 300)
    expect(story).toMatch(/…$/)
  })
})

describe('a line of a list', () => {
  it('is short, masked, and says the deadline', () => {
    expect(spoken([listLine(view, { now: monday, nameOf })])).toBe(
      'CP-20261123-0001 · 3级（重大） · 商品质量 · 待批准 · 小王 · 11月23日（周一）11:00 前 · 电饭煲 · 王**',
    )
  })

  it('of an ended case has no deadline', () => {
    const ended = { ...view, state: 'closed' as const, owner: null, product: null, name: null }
    expect(spoken([listLine(ended, { now: monday, nameOf })], 'en')).toBe(
      'CP-20261123-0001 · level 3 (major) · Quality · closed · nobody yet',
    )
  })
})

describe('a history', () => {
  it('says when, who and what', () => {
    const lines = [
      { seq: 1, at: monday, by: 'customer', text: '你好' },
      { seq: 2, at: monday, by: 'staff:wang', what: { key: 'verdict.founded' } },
      { seq: 3, at: monday, by: 'system', what: { key: 'state.closed' } },
      { seq: 4, at: monday, by: 'system' },
    ]
    expect(spoken(historyWordings(lines, nameOf)).split('\n')).toEqual([
      '11月23日（周一）10:00 客户：你好',
      '11月23日（周一）10:00 小王：成立',
      '11月23日（周一）10:00 系统：已办结',
    ])
  })

  it('never shows a whole phone number, wherever it stands', () => {
    const phone = '打13812345678'
    const values = {
      reason: phone,
      inner: { lines: [{ key: 'x', values: { phone } }] },
      list: { list: [phone] },
    }
    const lines = [
      { seq: 1, at: monday, by: 'customer', text: phone },
      { seq: 2, at: monday, by: 'customer', what: { key: 'x', values } },
    ]
    const said = JSON.stringify(historyWordings(lines, nameOf))
    expect(said).not.toContain('13812345678')
    expect(said.match(/138\*{4}5678/g)).toHaveLength(4)
  })
})
