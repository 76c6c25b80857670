import fc from 'fast-check'
import type { TicketState } from '../../src/domain/ticket.ts'
import { type Crowd, colleagues, customers } from './crowd.ts'

/** Words of staff that no customer may read, and of a complaint that wang may not. */
export const secret = 'XQZ-inside'
export const aboutWang = 'ABOUT-WANG'

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

export const minute = 60_000

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

/** Anything anybody may do, or time does. */
export const action = fc.oneof(
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

/** The states that the crowds have to reach between them. */
export const theWholeWay: readonly TicketState[] = [
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
export async function act(desk: Crowd, one: Action): Promise<void> {
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
