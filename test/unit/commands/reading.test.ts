import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import {
  buttonsOf,
  keysOf,
  monday,
  openStaffedDesk,
  type StaffDesk,
} from '../../support/staff-desk.ts'

const cp = (n: number) => `CP-20261123-000${n}`
let desk: StaffDesk

beforeEach(async () => {
  desk = await openStaffedDesk()
})
afterEach(async () => desk[Symbol.asyncDispose]())

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
