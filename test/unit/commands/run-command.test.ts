import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import {
  buttonsOf,
  keysOf,
  monday,
  openStaffDesk,
  type StaffDesk,
  settings,
} from '../../support/staff-desk.ts'

const cp = (n: number) => `CP-20261123-000${n}`
const service = { room: 'team:service' } as const
let desk: StaffDesk

beforeEach(async () => {
  desk = await openStaffDesk()
  await desk.enrol('wang', 'agent', 'service', '王小明')
  await desk.enrol('ma', 'manager', 'management', '马丽')
  await desk.enrol('qi', 'handler', 'quality', '齐工')
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

describe('the ticket meant', () => {
  it('is the one named last, also after an implicit command', async () => {
    const first = await desk.ticket({ number: cp(1) })
    const second = await desk.ticket({ number: cp(2) })
    await desk.say('wang', `/take ${cp(1)}`)
    await desk.say('wang', 'just words', { about: second })
    expect(await desk.say('wang', '/note hello')).toMatchObject({ ticket: first })
    await desk.say('wang', '/card 2')
    expect(await desk.say('wang', '/note hello')).toMatchObject({ ticket: second })
  })

  it('stays the same for a message that comes twice, although its sender has gone on', async () => {
    const first = await desk.ticket({ number: cp(1) })
    await desk.ticket({ number: cp(2) })
    await desk.say('wang', `/take ${cp(1)}`)
    const key = 'terminal/again'
    await desk.say('wang', '/note hello', { key })
    await desk.say('wang', `/take ${cp(2)}`)
    expect(await desk.say('wang', '/note hello', { key })).toMatchObject({ ticket: first })
  })

  it('is today’s by its last part, else the only open one', async () => {
    const old = await desk.ticket({ number: 'CP-20261120-0007' })
    expect(await desk.say('wang', '/take 7')).toMatchObject({ ticket: old })
    const today = await desk.ticket({ number: cp(7) })
    expect(await desk.say('wang', '/take 7')).toMatchObject({ ticket: today })
    await desk.ticket({ number: 'CP-20261119-0005' })
    await desk.ticket({ number: 'CP-20261118-0005' })
    expect(keysOf(await desk.say('wang', '/take 5'))).toEqual(['desk.refuse.ticket'])
  })

  it('is asked for where none is at hand, offering one’s own', async () => {
    await desk.ticket({ number: cp(1), owner: 'wang' })
    await desk.ticket({ number: cp(2), owner: 'ma' })
    const outcome = await desk.say('wang', '/done new one sent')
    expect(keysOf(outcome)[0]).toBe('desk.which.ticket')
    expect(buttonsOf(outcome)).toEqual([`/done ${cp(1)} new one sent`])
  })

  it('is the only one that waits for the command', async () => {
    const ticket = await desk.ticket({ number: cp(1), state: 'received', owner: null })
    await desk.ticket({ number: cp(2), owner: 'ma' })
    expect(await desk.say('wang', '接单', service)).toMatchObject({
      ticket,
      event: { type: 'staff.took' },
    })
    expect(await desk.say('ma', '/note 已查')).toMatchObject({ event: { type: 'staff.noted' } })
  })

  it('is asked for where several wait for the command', async () => {
    await desk.ticket({ number: cp(1), state: 'received', owner: null })
    await desk.ticket({ number: cp(2), state: 'received', owner: null })
    const outcome = await desk.say('wang', '接单', service)
    expect(keysOf(outcome)).toEqual(['desk.which.ticket'])
    expect(buttonsOf(outcome)).toHaveLength(2)
  })

  it('is the one named last, of any day, where its number ends so', async () => {
    const old = 'CP-20261101-0009'
    const ticket = await desk.ticket({ number: old, state: 'closed' })
    expect(keysOf(await desk.say('wang', '/take 9'))).toEqual(['desk.refuse.ticket'])
    await desk.say('wang', `/card ${old}`)
    expect(await desk.say('wang', '/reopen 9 又坏了')).toMatchObject({ ticket })
  })

  it('is asked for where a bare number may belong to the words', async () => {
    const first = await desk.ticket({ number: cp(1) })
    await desk.ticket({ number: cp(3) })
    await desk.say('wang', '/card 1')
    const outcome = await desk.say('wang', '/note 3 boxes broken')
    expect(keysOf(outcome)).toEqual(['desk.which.ofTwo'])
    expect(buttonsOf(outcome)).toEqual([
      `/note ${cp(3)} boxes broken`,
      `/note ${cp(1)} 3 boxes broken`,
    ])
    expect(await desk.say('wang', '/note 4 boxes broken')).toMatchObject({
      ticket: first,
      event: { text: '4 boxes broken' },
    })
  })
})

describe('an answer to a message about a ticket', () => {
  test.each(['1', '接', '我来', 'ok', 'OK!', 'take', '接單'])('takes it: %s', async (text) => {
    const about = await desk.ticket({ number: cp(1) })
    expect(await desk.say('wang', text, { about, ...service })).toMatchObject({
      kind: 'event',
      ticket: about,
      event: { type: 'staff.took' },
    })
  })

  it('approves where a signature is waited for and the speaker may sign', async () => {
    const about = await desk.ticket({ number: cp(1), state: 'awaiting approval' })
    const event = { type: 'staff.approved' }
    expect(await desk.say('ma', '同意', { about })).toMatchObject({ event })
    expect(await desk.say('wang', '同意', { about })).toMatchObject({
      event: { type: 'staff.noted', text: '同意' },
    })
  })

  it('is a command where it reads as one, else a note', async () => {
    const about = await desk.ticket({ number: cp(1) })
    expect(await desk.say('wang', '定性 成立', { about })).toMatchObject({
      event: { type: 'staff.judged', verdict: 'founded' },
    })
    expect(await desk.say('wang', '仓库说明天到', { about })).toMatchObject({
      event: { type: 'staff.noted', text: '仓库说明天到' },
    })
  })

  it('speaks to a customer without a ticket only when told to', async () => {
    const about = 'conversation:web/li' as const
    const words = await desk.say('wang', '您好，请问怎么了', { about })
    expect(buttonsOf(words)).toEqual(['/reply conversation:web/li 您好，请问怎么了'])
    expect(await desk.say('wang', buttonsOf(words)[0]!)).toMatchObject({
      kind: 'conversation',
      conversation: about,
      event: { type: 'staff.said', by: 'wang', text: '您好，请问怎么了', takesOver: true },
    })
    expect(await desk.say('wang', '交还', { about })).toMatchObject({
      kind: 'conversation',
      event: { type: 'staff.handed back', by: 'wang' },
    })
    for (const words of ['/take', '我来', '接单']) {
      expect(await desk.say('wang', words, { about })).toMatchObject({
        conversation: about,
        event: { type: 'staff.took call', by: 'wang', post: 'agent', answerTo: 'staff:wang' },
      })
    }
    expect(keysOf(await desk.say('wang', '/verdict founded x', { about }))).toEqual([
      'desk.refuse.noTicketYet',
    ])
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

describe('reading', () => {
  it('shows handlers only what is their department’s', async () => {
    await desk.ticket({ number: cp(1), department: 'logistics' })
    await desk.ticket({ number: cp(2), department: 'quality' })
    expect(keysOf(await desk.say('qi', '/card 1'))).toEqual(['desk.refuse.notYours'])
    expect(keysOf(await desk.say('qi', '/card 2'))[0]).toBe('desk.card.head')
    const listed = await desk.say('qi', '/list')
    expect(listed).toMatchObject({ answer: { texts: [{ values: { n: 1 } }, {}] } })
  })

  it('shows in help what the reader may do and nothing else', async () => {
    const seen = async (who: string) =>
      JSON.stringify((await desk.say(who, '/help')) satisfies object)
    expect(await seen('ma')).toContain('desk.command.final.name')
    expect(await seen('wang')).not.toContain('desk.command.final.name')
    expect(await seen('wang')).not.toContain('desk.command.invite.name')
    expect(await seen('wang')).not.toContain('desk.command.pair.name')
    expect(await seen('wang')).toContain('desk.command.take.name')
  })

  it('explains one command, also by a name with a slip', async () => {
    expect(keysOf(await desk.say('wang', '/help 定性'))[0]).toBe('desk.command.verdict.does')
    expect(keysOf(await desk.say('wang', '/help prposee'))[0]).toBe('desk.command.propose.does')
  })

  it('finds by phone however it is typed, by name, product and number', async () => {
    await desk.ticket({
      number: cp(1),
      phone: '13812345678',
      name: '王小明',
      product: '电饭煲 X1',
      order: 'A-77',
    })
    for (const text of ['138 1234 5678', '+8613812345678', '王', '电饭煲', 'A-77', '20261123-1']) {
      expect(buttonsOf(await desk.say('wang', `查询 ${text}`))).toEqual([`/card ${cp(1)}`])
    }
    expect(keysOf(await desk.say('wang', '查询 李'))).toEqual(['desk.find.none'])
  })

  it('changes the language of whoever asks', async () => {
    await desk.say('wang', '/language en')
    expect(desk.deps.roster.get('wang')?.locale).toBe('en')
  })

  it('says who one is and what one may approve', async () => {
    expect(keysOf(await desk.say('ma', '/who'))).toEqual(['desk.who.line', 'desk.who.unlimited'])
    expect(keysOf(await desk.say('wang', '/who'))).toEqual(['desk.who.line'])
  })
})

describe('a list', () => {
  async function numbers(text: string): Promise<string[]> {
    const outcome = await desk.say('wang', text)
    if (outcome.kind !== 'answer') return [outcome.kind]
    return outcome.answer.texts.slice(1).map(({ values }) => String(values?.number).slice(-1))
  }

  beforeEach(async () => {
    const hour = 3_600_000
    await desk.ticket({ number: cp(1), owner: 'wang', dueAt: monday - hour })
    await desk.ticket({ number: cp(2), level: 4, dueAt: monday + hour })
    await desk.ticket({
      number: cp(3),
      category: 'delivery',
      department: 'logistics',
      state: 'at department',
      owner: 'ma',
      dueAt: monday + 2 * hour,
      openedAt: monday - 30 * hour,
    })
    await desk.ticket({ number: cp(4), state: 'closed', owner: 'wang', closedAt: monday })
  })

  test.each([
    ['/list', ['1', '2', '3']],
    ['/list mine', ['1']],
    ['列表 我的 超时', ['1']],
    ['/overdue', ['1']],
    ['/list nobody', ['2']],
    ['列表 3级以上', ['2']],
    ['/list level 3', ['2']],
    ['/list major', ['2']],
    ['/list delivery', ['3']],
    ['列表 物流部', ['3']],
    ['/list at department', ['3']],
    ['列表 部门处理中', ['3']],
    ['/list closed', ['4']],
    ['/list today closed', ['4']],
    ['列表 今天 未结', ['1', '2']],
    ['/list quality late', ['1']],
    ['/list late handling', []],
  ])('by %s', async (text, expected) => {
    expect(await numbers(text)).toEqual(expected)
  })

  it('shows everything, ended cases too', async () => {
    expect((await numbers('/list all')).sort()).toEqual(['1', '2', '3', '4'])
  })

  it('goes on page by page', async () => {
    for (let n = 10; n < 22; n++) await desk.ticket({ number: `CP-20261123-00${n}` })
    const first = await desk.say('wang', '/list open')
    expect(buttonsOf(first)).toEqual(['/list open p2'])
    const second = await desk.say('wang', buttonsOf(first)[0]!)
    expect(second).toMatchObject({ answer: { texts: { length: 6 } } })
    expect(buttonsOf(second)).toEqual([])
  })
})
