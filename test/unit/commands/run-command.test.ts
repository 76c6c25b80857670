import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import {
  buttonsOf,
  keysOf,
  monday,
  openStaffedDesk,
  type StaffDesk,
  settings,
} from '../../support/staff-desk.ts'

const cp = (n: number) => `CP-20261123-000${n}`
const service = { room: 'team:service' } as const
let desk: StaffDesk

beforeEach(async () => {
  desk = await openStaffedDesk()
})
afterEach(async () => desk[Symbol.asyncDispose]())

describe('an order', () => {
  it('goes to the ticket with who gives it, his limit, and where the answer goes', async () => {
    const ticket = await desk.ticket({ number: cp(1) })
    expect(await desk.say('ma', `/take ${cp(1)}`, service)).toEqual({
      kind: 'event',
      ticket,
      event: {
        type: 'staff.took',
        by: {
          id: 'ma',
          name: '马丽',
          publicName: '小马',
          roles: ['manager'],
          team: 'management',
          limit: Number.MAX_SAFE_INTEGER,
        },
        answerTo: 'team:service',
      },
    })
  })

  test.each<[string, object]>([
    ['/take 1', { type: 'staff.took', answerTo: 'staff:wang' }],
    ['/assign 1 马丽', { type: 'staff.assigned', to: { id: 'ma' } }],
    ['指派 1 @qi', { type: 'staff.assigned', to: { id: 'qi' } }],
    ['/verdict 1 founded', { type: 'staff.judged', verdict: 'founded', reason: '' }],
    ['定性 1 部分成立 包装破', { type: 'staff.judged', verdict: 'partly', reason: '包装破' }],
    ['定性 1 不成立 正常磨损', { type: 'staff.judged', verdict: 'unfounded', reason: '正常磨损' }],
    ['判定 1 無法判定', { type: 'staff.judged', verdict: 'undetermined' }],
    ['转办 1 质量部 查批次', { type: 'staff.handed over', department: 'quality', note: '查批次' }],
    [
      '/dept 1 Quality department x',
      { type: 'staff.handed over', department: 'quality', note: 'x' },
    ],
    ['轉辦 1 品質部', { type: 'staff.handed over', department: 'quality', note: '' }],
    ['非我部门 1 运输问题', { type: 'staff.disowned', reason: '运输问题' }],
    [
      '方案 1 退款 300 全额；换货',
      {
        type: 'staff.proposed',
        options: [
          { remedy: 'refund', amount: 30_000, text: '全额' },
          { remedy: 'exchange', amount: 0, text: '' },
        ],
      },
    ],
    [
      '直办 1 退款 30 原因：少一件',
      {
        type: 'staff.solved',
        options: [{ remedy: 'refund', amount: 3_000, text: '' }],
        reason: '少一件',
      },
    ],
    ['/approve 1', { type: 'staff.approved' }],
    ['驳回 1 金额不对', { type: 'staff.rejected', reason: '金额不对' }],
    ['/done 1 new one sent', { type: 'staff.carried out', text: 'new one sent' }],
    ['/note 1 called them', { type: 'staff.noted', text: 'called them' }],
    ['/reply 1 Hello', { type: 'staff.replied', text: 'Hello', files: [] }],
    ['级别 1 四级 伤人', { type: 'staff.levelled', level: 4, reason: '伤人' }],
    ['/level 1 3', { type: 'staff.levelled', level: 3, reason: '' }],
    ['/escalate 1 angry', { type: 'staff.escalated', reason: 'angry' }],
    ['交还 1', { type: 'staff.handed back' }],
    [
      '改期 1 12月1日 等报告',
      {
        type: 'staff.promised',
        at: Date.parse('2026-12-01T18:00:00+08:00'),
        reason: '等报告',
      },
    ],
    ['/final 1 wear --yes', { type: 'staff.answered finally', text: 'wear' }],
    [
      '/answer 1 accept on the phone --yes',
      { type: 'staff.entered', decision: 'accept', text: 'on the phone' },
    ],
    ['代填 1 5分 很好 --yes', { type: 'staff.entered', decision: 5, text: '很好' }],
    ['/reopen 1 again', { type: 'staff.reopened', reason: 'again' }],
    ['/reveal 1', { type: 'staff.revealed', answerTo: 'staff:wang' }],
    ['/undo 1', { type: 'staff.undid' }],
  ])('is read from %s', async (text, event) => {
    const ticket = await desk.ticket({ number: cp(1) })
    expect(await desk.say('wang', text)).toMatchObject({ kind: 'event', ticket, event })
  })

  it('answers a reveal to the one who asks, not to the room', async () => {
    await desk.ticket({ number: cp(1) })
    const outcome = await desk.say('wang', `/reveal ${cp(1)}`, service)
    expect(outcome).toMatchObject({ event: { answerTo: 'staff:wang' } })
  })
})

describe('words that do not fit', () => {
  test.each([
    ['/assign 1', 'desk.which.person'],
    ['/assign 1 nobody', 'desk.refuse.person'],
    ['/department 1', 'desk.which.department'],
    ['/department 1 kitchen', 'desk.refuse.department'],
    ['/verdict 1 perhaps', 'desk.command.verdict.does'],
    ['/verdict 1 unfounded', 'desk.refuse.reason'],
    ['/propose 1', 'desk.command.propose.does'],
    ['/propose 1 refund', 'desk.option.amountMissing'],
    ['/level #1 9', 'desk.command.level.does'],
    ['/promise 1 soon', 'desk.refuse.day'],
    ['/promise 1 2026-11-20', 'desk.refuse.past'],
    ['/reject 1', 'desk.command.reject.does'],
    ['/final 1', 'desk.command.final.does'],
    ['/answer #1 maybe', 'desk.command.answer.does'],
    ['/note 1', 'desk.command.note.does'],
    ['/reply #1', 'desk.command.reply.does'],
    ['/reply 1 我们退您300元', 'desk.refuse.promise'],
    ['/done 1 we refund you 300', 'desk.refuse.promise'],
    ['/verdict 1 unfounded 您活该', 'desk.refuse.manners'],
    ['/propose 1 换货 您活该', 'desk.refuse.manners'],
    ['/take 9', 'desk.refuse.ticket'],
    ['/take CP-20261123-0099', 'desk.refuse.ticket'],
    ['/list whatever', 'desk.refuse.filter'],
    ['/find', 'desk.command.find.does'],
    ['/stats year', 'desk.command.stats.does'],
    ['/language klingon', 'desk.command.language.does'],
    ['/invite li agent service', 'desk.refuse.right'],
    ['/parked', 'desk.refuse.right'],
    ['/frobnicate', 'desk.refuse.command'],
    ['what now', 'desk.hint'],
  ])('are answered: %s', async (text, key) => {
    await desk.ticket({ number: cp(1) })
    const outcome = await desk.say('wang', text)
    expect(keysOf(outcome)[0]).toBe(key)
  })

  it('are answered with usage and example', async () => {
    await desk.ticket({ number: cp(1) })
    expect(keysOf(await desk.say('wang', '/level #1 9'))).toEqual([
      'desk.command.level.does',
      'desk.help.usage',
      'desk.help.example',
    ])
  })

  it('offer departments as buttons that keep the ticket', async () => {
    await desk.ticket({ number: cp(1) })
    const buttons = buttonsOf(await desk.say('wang', '/department 1 kitchen'))
    expect(buttons).toContain(`/department ${cp(1)} quality`)
    expect(buttons).toHaveLength(settings.organisation.departments.length)
  })

  it('offer what may have been meant, words kept', async () => {
    const outcome = await desk.say('wang', `/tkae ${cp(1)}`)
    expect(keysOf(outcome)).toEqual(['desk.didYouMean'])
    expect(buttonsOf(outcome)).toContain(`/take ${cp(1)}`)
  })

  it('are talk among colleagues where they only begin like a command', async () => {
    await desk.ticket({ number: cp(1) })
    await desk.say('wang', `/take ${cp(1)}`, service)
    expect(await desk.say('wang', '级别 怎么定的？', service)).toEqual({ kind: 'talk' })
    expect(await desk.say('wang', 'lunch?', service)).toEqual({ kind: 'talk' })
  })
})

describe('what cannot be undone', () => {
  it('is shown first and done by its button', async () => {
    const ticket = await desk.ticket({ number: cp(1) })
    const asked = await desk.say('ma', '/final 1 ordinary wear')
    expect(keysOf(asked)).toEqual(['desk.confirm.final', 'desk.confirm.how'])
    expect(buttonsOf(asked)).toEqual([`/final ${cp(1)} ordinary wear --yes`])
    expect(await desk.say('ma', buttonsOf(asked)[0]!)).toMatchObject({
      ticket,
      event: { type: 'staff.answered finally', text: 'ordinary wear' },
    })
  })

  it('is done by a yes within five minutes, once', async () => {
    const ticket = await desk.ticket({ number: cp(1) })
    await desk.say('wang', '/answer 1 decline too little')
    const event = { type: 'staff.entered', decision: 'decline', text: 'too little' }
    const key = 'terminal/yes'
    expect(await desk.say('wang', '确认', { key })).toMatchObject({ ticket, event })
    expect(await desk.say('wang', '确认', { key })).toMatchObject({ ticket, event })
    expect(keysOf(await desk.say('wang', '确认'))).toEqual(['desk.hint'])
  })

  it('is not done by a yes that comes too late', async () => {
    await desk.ticket({ number: cp(1) })
    await desk.say('wang', '/answer 1 4')
    desk.now = monday + 5 * 60_000 + 1
    expect(keysOf(await desk.say('wang', 'yes'))).toEqual(['desk.hint'])
  })
})
