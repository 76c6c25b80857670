import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ActorId, conversationOf } from '../../src/domain/actor.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import { type Crowd, colleagues, crowd, customers } from '../support/crowd.ts'

/** The same crowds each time; with `CROWDS=5000` so many others, as chance will have it. */
const { CROWDS } = process.env
const crowds = CROWDS ? { numRuns: Number(CROWDS) } : { numRuns: 150, seed: 20261123 }

const secret = 'XQZ-inside'
const aboutWang = 'ABOUT-WANG'
const sayings = [
  `工号 wang 的客服骂我，我要投诉 ${aboutWang}`,
  '我要投诉',
  '电饭煲用了两天就坏了，客服还爱答不理',
  '上周三晚上开始的',
  '你们这些骗子！太气人了！',
  'the parcel never came, I am really angry',
  '有人被烫伤了，在医院',
  '换一台新的就行',
  '人工',
  '算了',
  '进度',
  '快点处理啊',
  '撤诉',
  '重新开始',
  '是的',
  '不是',
  '1',
  '2',
  '5',
  '谢谢',
  '你好',
  'English please',
  '跳过',
  '直接提交',
  '13812345678',
  '呃呃呃',
  '😡😡',
]
const orders = [
  '接单 {n}',
  '接单 {n}',
  '定性 {n} 成立 XQZ-inside',
  '定性 {n} 不成立 经核对与描述不符',
  '转办 {n} 质量部 XQZ-inside',
  '方案 {n} 退款 300 全额退款；换货 换一台新的',
  '方案 {n} 道歉 当面致歉',
  '批准 {n}',
  '批准 {n}',
  '驳回 {n} XQZ-inside',
  '办结 {n} 新机已寄出',
  '直办 {n} 退款 30 原因：少发一件',
  '备注 {n} XQZ-inside',
  '回复 {n} 您好，我来跟进这件事',
  '交还 {n}',
  '级别 {n} 4 XQZ-inside',
  '升级 {n} XQZ-inside',
  '改期 {n} 2026-12-10 XQZ-inside',
  '代填 {n} 同意',
  '代填 {n} 2 还是不好',
  '重开 {n} 客户来电',
  '最终答复 {n} 经两次复核，属于正常磨损',
  '指派 {n} wang',
  '撤回 {n}',
  '涉及 {n} 工号 wang',
  '屏蔽 {n} XQZ-inside',
  '解除屏蔽 {n}',
  '询问 {n} 插座电压稳吗',
  '停用 wang',
  '停用 zhao',
  '启用 wang',
  '启用 zhao',
  '确认',
  '确认',
  '草稿',
  '详情 {n}',
  '列表',
  '统计',
  'takke {n}',
]
const minute = 60_000
const spans = [
  20_000,
  4 * minute,
  40 * minute,
  180 * minute,
  1440 * minute,
  4320 * minute,
  14_400 * minute,
]

const index = fc.nat(1_000)
const pick = <T>(all: readonly T[]) => fc.constantFrom(...all)
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ who: pick(customers), says: pick(sayings) }) },
  { weight: 4, arbitrary: fc.record({ who: pick(customers), presses: index }) },
  {
    weight: 7,
    arbitrary: fc.record({ who: pick(colleagues), orders: pick(orders), of: index }),
  },
  { weight: 3, arbitrary: fc.record({ who: pick(colleagues), presses: index }) },
  { weight: 14, arbitrary: fc.record({ nextStep: index }) },
  { weight: 6, arbitrary: fc.record({ who: pick(customers), goesOn: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ who: pick(customers), complains: fc.constant(true) }) },
  { weight: 5, arbitrary: fc.record({ passes: pick(spans) }) },
  { weight: 1, arbitrary: fc.constant({ restarts: true as const }) },
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

/** What a case needs next, by the one who does it; `customer` answers a question that was put. */
const nextSteps: Partial<Record<TicketState, readonly [who: string, order: string]>> = {
  received: ['wang', '接单 {n}'],
  investigating: ['wang', '定性 {n} 成立 XQZ-inside'],
  proposing: ['wang', '方案 {n} 退款 300 全额退款；换货 换一台新的'],
  'at department': ['zhao', '方案 {n} 换货 换一台新的'],
  'awaiting approval': ['qian', '批准 {n}'],
  'awaiting customer': ['customer', '同意'],
  implementing: ['wang', '办结 {n} 新机已寄出'],
  'follow-up': ['customer', '5'],
  'final answer': ['sun', '最终答复 {n} 经两次复核，属于正常磨损'],
}

const theWholeWay: readonly TicketState[] = [
  'received',
  'investigating',
  'proposing',
  'awaiting approval',
  'awaiting customer',
  'implementing',
  'follow-up',
  'closed',
  'withdrawn',
]

async function doNextStep(desk: Crowd, of: number): Promise<void> {
  const tickets = await desk.tickets()
  const ticket = tickets[of % Math.max(1, tickets.length)]
  const next = ticket && nextSteps[ticket.view.state]
  if (!next) return
  const [who, order] = next
  const text = order.replace('{n}', ticket.view.number)
  const customer = ticket.view.customer.split('/')[1]!
  if (who === 'customer') return desk.speak({ who: customer, text })
  return desk.speak({ who, text, room: colleagues.find(({ id }) => id === who)!.team })
}

/** The customer answers what he was asked last: by its first button, or in words. */
async function goOn(desk: Crowd, who: string, inWords: boolean): Promise<void> {
  const last = desk.heard.findLast(({ to }) => to === `customer:${who}`)
  const press = last?.buttons[0]
  if (press && !inWords) return desk.speak({ who, press })
  return desk.speak({ who, text: last ? '上周三晚上，电饭煲一打开就跳闸' : '我要投诉' })
}

/** The shortest way to a ticket. */
async function complain(desk: Crowd, who: string): Promise<void> {
  await desk.speak({ who, text: '我要投诉，电饭煲用了两天就坏了，我要换一台' })
  await desk.pass(20_000)
  await desk.speak({ who, text: '直接提交' })
}

/** Plays one action; one that has nothing to take hold of does nothing. */
async function act(desk: Crowd, one: Action): Promise<void> {
  if ('passes' in one) return desk.pass(one.passes)
  if ('restarts' in one) return desk.restart()
  if ('nextStep' in one) return doNextStep(desk, one.nextStep)
  if ('complains' in one) return complain(desk, one.who)
  if ('goesOn' in one) return goOn(desk, one.who, one.goesOn)
  const who = typeof one.who === 'string' ? one.who : one.who.id
  const room = typeof one.who === 'string' ? {} : { room: one.who.team }
  if ('says' in one) return desk.speak({ who, text: one.says })
  if ('orders' in one) {
    const tickets = await desk.tickets()
    const ticket = tickets[one.of % Math.max(1, tickets.length)]
    return desk.speak({
      who,
      text: one.orders.replace('{n}', ticket?.view.number ?? 'CP-20260101-0001'),
      ...room,
    })
  }
  const mine = typeof one.who === 'string' ? [`customer:${who}`] : ['staff:', 'team:']
  const buttons = desk.heard
    .filter(({ to }) => mine.some((address) => to.startsWith(address)))
    .slice(-8)
    .flatMap((message) => message.buttons)
  const press = buttons[one.presses % Math.max(1, buttons.length)]
  if (press) await desk.speak({ who, press, ...room })
}

type Slots = { slots?: readonly string[]; snapshot?: { context?: Record<string, unknown> } }

type Talk = {
  blocked?: object | null
  unheardSince?: number | null
  draft?: { paused: boolean; story: string; ticket?: string; declined?: boolean } | null
  opening?: object | null
  person?: { ticket: string | null } | null
  waiting?: readonly { ticket: string }[]
}

/** What nobody leaves at a nod: every one of these is answered, or a person is called. */
const toBeAnswered: readonly string[] = [
  '人工',
  '进度',
  '快点处理啊',
  '撤诉',
  '呃呃呃',
  '13812345678',
]

/** Words that nothing of ours has answered have the moment at which a person is called for them. */
async function expectNobodyUnheard(desk: Crowd): Promise<void> {
  for (const who of customers) {
    const record = await desk.record(conversationOf(`customer:terminal/${who}`) as ActorId)
    const { slots = [], snapshot } = (record ?? {}) as Slots
    const { unheardSince, person, blocked } = (snapshot?.context ?? {}) as Talk
    if (unheardSince) expect([who, slots]).toEqual([who, expect.arrayContaining(['unheard'])])
    const last = (await desk.lines(who)).at(-1)
    const open =
      last?.by === 'customer' && toBeAnswered.includes(last.text ?? '') && !person && !blocked
    if (!open) continue
    expect([who, last.text, slots.some((slot) => slot === 'unheard' || slot === 'burst')]).toEqual([
      who,
      last.text,
      true,
    ])
    expect([who, desk.clock.now() - last.at < 4 * minute]).toEqual([who, true])
  }
}

/** A blocked customer's complaint becomes a case by itself; what is one already is watched there. */
function isToBecomeCase({ draft, opening }: Talk): boolean {
  return Boolean(draft?.story && !draft.ticket && !draft.declined && !opening)
}

function isTelling({ draft, opening }: Talk): boolean {
  return Boolean((draft && !draft.paused) || opening)
}

/** Whoever waits for something has a moment at which somebody is called: his own, or his ticket's. */
async function expectNobodyForgotten(desk: Crowd): Promise<void> {
  const watched = new Set<string>()
  for (const { actor, view } of await desk.tickets()) {
    const { slots = [] } = ((await desk.record(actor)) ?? {}) as Slots
    if (slots.length > 0) watched.add(actor)
    const isOpen = view.closedAt === undefined || view.closedAt === null
    if (isOpen) expect([view.number, view.state, slots]).not.toEqual([view.number, view.state, []])
  }
  for (const who of customers) {
    const record = await desk.record(conversationOf(`customer:terminal/${who}`) as ActorId)
    const { slots = [], snapshot } = (record ?? {}) as Slots
    const { draft, opening, person, blocked, waiting = [] } = (snapshot?.context ?? {}) as Talk
    // A colleague who has the talk, and a decision that is asked for first, are watched by their ticket.
    if ([person, ...waiting].some((one) => one && watched.has(one.ticket ?? ''))) continue
    const unanswered = person && (await desk.lines(who)).at(-1)?.by === 'customer'
    const waits = blocked
      ? isToBecomeCase((snapshot?.context ?? {}) as Talk)
      : isTelling((snapshot?.context ?? {}) as Talk) || unanswered
    if (waits) expect({ who, draft, opening, person, slots }).not.toMatchObject({ slots: [] })
  }
}

/** What may be said of a ticket to whoever it is about: no more than of one that does not exist. */
const unknownTicket = /没有找到工单/

/** Nobody hears of a complaint about himself, neither alone nor in his room: not its words, and nothing done on it. */
async function expectNothingAboutOneself(desk: Crowd, before: Concerning): Promise<void> {
  const mine = desk.heard.filter(({ to }) => to === 'staff:wang' || to === 'team:service')
  for (const { text } of mine) expect(text).not.toContain(aboutWang)
  for (const { text } of desk.heard.slice(before.heard).filter((one) => mine.includes(one))) {
    const named = before.numbers.filter((number) => text.includes(number))
    if (named.length > 0) expect(text).toMatch(unknownTicket)
  }
}

type Concerning = { heard: number; numbers: readonly string[] }

/** Which cases wang must not know of from now on. */
async function concerning(desk: Crowd): Promise<Concerning> {
  const about = (await desk.tickets()).filter(({ view }) => view.about.includes('wang'))
  return { heard: desk.heard.length, numbers: about.map(({ view }) => view.number) }
}

/** Every message is kept once, in its order. */
async function expectEverythingKept(desk: Crowd): Promise<void> {
  for (const who of customers) {
    const kept = (await desk.lines(who)).flatMap(({ by, key }) =>
      by === 'customer' && key ? [key] : [],
    )
    expect(kept).toEqual(desk.keysOf(who))
  }
}

/** Nothing of the house, no name of the machinery, and no sum that nobody approved reaches a customer. */
async function expectNothingLeaked(desk: Crowd): Promise<void> {
  const approved = (
    await Promise.all((await desk.tickets()).map(({ actor }) => desk.record(actor)))
  )
    .map((record) => (record as Slots).snapshot?.context?.approvals as { decision: string }[])
    .some((approvals) => approvals?.some(({ decision }) => decision === 'approved'))
  for (const { to, text } of desk.heard) {
    if (!to.startsWith('customer:')) continue
    expect(text).not.toContain(secret)
    expect(text).not.toMatch(/team:|staff:|ticket:|\{\{|undefined|\bnull\b|NaN/)
    if (!approved) expect(text).not.toMatch(/\d\s*元|[¥￥]\s*\d/)
  }
}

it('holds whoever speaks in whatever order: nobody is forgotten, nothing is lost, nothing leaks, nobody hears of a complaint about himself', async () => {
  const reached = new Set<TicketState>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 20, maxLength: 120, size: 'max' }),
      async (actions) => {
        await using desk = await crowd()
        for (const one of actions) {
          const before = await concerning(desk)
          await act(desk, one)
          await expectNothingAboutOneself(desk, before)
          for (const { view } of await desk.tickets()) reached.add(view.state)
          await expectNobodyUnheard(desk)
          if ('passes' in one) await expectNobodyForgotten(desk)
        }
        await desk.pass(minute)
        await expectNobodyForgotten(desk)
        await expectEverythingKept(desk)
        await expectNothingLeaked(desk)
        const numbers = (await desk.tickets()).map(({ view }) => view.number)
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(desk.faults).toEqual([])
        expect(await desk.parked()).toEqual([])
      },
    ),
    crowds,
  )
  expect([...reached]).toEqual(expect.arrayContaining([...theWholeWay]))
}, 3_600_000)
