import type { ToConversation } from '../../src/domain/conversation-events.ts'
import { dangerKinds } from '../../src/domain/danger.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { buttons, wishes, words } from './conversation-words.ts'
import { photo } from './talk.ts'
import { complaint, understood } from './understood.ts'

const of = { ticket: 'ticket:1', number: 'CP-1' } as const
const promisedAt = Date.UTC(2026, 10, 27)

const options = [
  { remedy: 'refund', amount: 5_000, text: '退还' },
  { remedy: 'apology', amount: 0, text: '书面致歉' },
  { remedy: 'other', amount: 0, text: '登门说明' },
  { remedy: 'other', amount: 2_000, text: '打车费' },
] as const

const missed = { channel: 'web', kind: 'unreachable', instead: 'kept' } as const
const who = { by: 'wang', publicName: '王老师' } as const
const recording = { id: 'v', name: 'voice.amr', type: 'audio/amr', size: 9, seconds: 5 }

/** Whatever may happen to a talk, at any place. */
export const events: readonly ToConversation[] = [
  { type: 'customer.arrived', text: '你好', understood: words[0]![1] },
  { type: 'customer.arrived', text: '谢谢', understood: words[1]![1] },
  { type: 'customer.arrived', text: '快递丢了', understood: complaint('delivery') },
  ...words.map(([text, u]) => ({ type: 'customer.said', text, understood: u, files: [] }) as const),
  { type: 'customer.said', text: '', understood: understood(), files: [photo('a')] },
  { type: 'customer.said', text: '密码****', understood: understood(), files: [], secret: true },
  ...dangerKinds.map(
    (kind) =>
      ({
        type: 'customer.endangered',
        text: '救命',
        understood: understood({ danger: { kind, sure: true, rule: `S-${kind}`, words: '救命' } }),
        files: [],
      }) as const,
  ),
  ...(['gas', 'fire'] as const).map(
    (kind) =>
      ({
        type: 'customer.endangered',
        text: '有股怪味',
        understood: complaint('quality', { danger: { kind, sure: false, rule: 'S-doubt' } }),
        files: [],
      }) as const,
  ),
  { type: 'customer.said', text: '', understood: understood(), files: [recording] },
  ...buttons.map((button) => ({ type: 'customer.pressed', button }) as const),
  { type: 'ticket.opened', ...of, promisedAt, code: 'K7QF2-M9XPA' },
  { type: 'ticket.opened', ...of, promisedAt, unconfirmed: true, code: 'K7QF2-M9XPA' },
  { type: 'ticket.opened', ...of, promisedAt, hurt: true },
  { type: 'ticket.unknown', number: 'CP-2' },
  ...(['closed', 'refused', 'investigating'] as const).map(
    (state) =>
      ({
        type: 'ticket.followed',
        ...of,
        state,
        promisedAt,
        category: 'quality',
        endedAt: 9,
      }) as const,
  ),
  { type: 'ticket.taken', ...of, publicName: '王老师' },
  { type: 'ticket.stood', ...of, state: 'investigating', promisedAt },
  { type: 'ticket.stood', ...of, state: 'closed', promisedAt: null },
  { type: 'ticket.noted', ...of, what: 'added' },
  { type: 'ticket.noted', ...of, what: 'confirmed' },
  { type: 'ticket.noted', ...of, what: 'confirmed', hurt: true },
  { type: 'ticket.noted', ...of, what: 'urged' },
  { type: 'ticket.noted', ...of, what: 'withdrawn' },
  { type: 'ticket.noted', ...of, what: 'not received' },
  { type: 'ticket.noted', ...of, what: 'not possible' },
  { type: 'ticket.proposed', ...of, proposal: 1, options, approvedBy: 'chen' },
  { type: 'ticket.proposed', ...of, proposal: 1, options: [options[1]], approvedBy: 'chen' },
  { type: 'ticket.proposed', ...of, proposal: 1, options, approvedBy: 'chen', reminder: 1 },
  { type: 'ticket.asked', ...of, question: 1, text: '批号是多少' },
  { type: 'ticket.asked', ...of, question: 1, text: '批号是多少', reminder: 1 },
  { type: 'ticket.stopped asking', ...of },
  { type: 'ticket.carried out', ...of, text: '已寄出' },
  { type: 'ticket.surveyed', ...of },
  { type: 'ticket.surveyed', ...of, reminder: 1 },
  { type: 'ticket.refused', ...of, reason: '已过期限', final: false },
  { type: 'ticket.refused', ...of, reason: '已过期限', final: true },
  { type: 'ticket.passed on', ...of, to: '质量部' },
  { type: 'ticket.called again', ...of },
  { type: 'ticket.late', ...of, publicName: '王老师', promisedAt },
  { type: 'ticket.late', ...of, publicName: null, promisedAt },
  { type: 'ticket.closed', ...of, thanks: true, as: 'closed' },
  { type: 'ticket.closed', ...of, thanks: false, as: 'closed' },
  { type: 'ticket.closed', ...of, thanks: false, as: 'no answer' },
  { type: 'ticket.closed', ...of, thanks: false, as: 'withdrawn' },
  { type: 'ticket.closed', ...of, thanks: false, as: 'not agreed' },
  { type: 'ticket.reopened', ...of, promisedAt },
  { type: 'ticket.frozen', ...of, frozen: true },
  { type: 'ticket.frozen', ...of, frozen: false },
  { type: 'staff.said', ...of, ...who, text: '您好', takesOver: true },
  { type: 'staff.said', ...who, text: '您好', takesOver: true },
  { type: 'staff.said', ...who, text: '您好', takesOver: false },
  { type: 'staff.said', ...who, text: '', takesOver: false },
  { type: 'staff.took call', ...who, post: 'agent', answerTo: 'team:service' },
  {
    type: 'staff.took call',
    by: 'zhao',
    publicName: '赵老师',
    post: 'agent',
    answerTo: 'staff:zhao',
  },
  { type: 'staff.handed back', ...who },
  { type: 'staff.opened', by: 'wang' },
  { type: 'customer.saw', number: 'CP-1' },
  { type: 'customer.missed', number: 'CP-1', missed },
  { type: 'alert.seen' },
  { type: 'customer.unreached', missed },
  { type: 'staff.blocked', by: 'zhao', name: '赵强', reason: '辱骂', answerTo: 'team:service' },
  { type: 'staff.unblocked', by: 'zhao', name: '赵强', answerTo: 'team:service' },
]

/** Of a chart that is gone: a complaint half told. */
export const old = {
  value: 'gone',
  context: { locale: 'zh-TW', draft: { since: 1, story: '冰箱壞了', open: { kind: 'wish' } } },
}

const said = (text: string, u: Understanding = understood()) =>
  ({ type: 'customer.said', text, understood: u, files: [] }) as const

const pressed = (button: string) => ({ type: 'customer.pressed', button }) as const
const reached = { contact: { phone: '13812345678' }, wish: 'exchange' } as const

const spoken = { ...said(''), files: [recording] }
const muchLater = <E extends object>(event: E) => ({ ...event, now: Date.UTC(2026, 10, 23, 9) })

const back = [
  said('谢谢', words[1]![1]),
  { type: 'ticket.opened', ...of, promisedAt },
  muchLater(said('你好', words[0]![1])),
]

const erases = said('删除我的信息', understood({ intents: ['erase data'] }))
const closes = { type: 'ticket.closed', ...of, thanks: false, as: 'closed' } as const

const blocking = {
  type: 'staff.blocked',
  by: 'zhao',
  name: '赵强',
  reason: '辱骂',
  answerTo: 'team:service',
} as const

/** To where few ways lead. */
export const stories = [
  [{ type: 'ticket.opened', ...of, promisedAt, hurt: true }],
  [erases],
  [{ type: 'ticket.opened', ...of, promisedAt }, erases, pressed('erase:yes'), closes],
  [
    { type: 'ticket.opened', ...of, promisedAt },
    closes,
    { type: 'ticket.frozen', ...of, frozen: true },
    erases,
    pressed('erase:yes'),
    { type: 'ticket.frozen', ...of, frozen: false },
  ],
  [{ type: 'ticket.opened', ...of, promisedAt }, closes, erases, pressed('erase:yes')],
  [
    said('快递丢了', complaint('delivery')),
    said('直接提交', understood({ intents: ['submit'] })),
    erases,
  ],
  [
    { type: 'ticket.opened', ...of, promisedAt },
    { type: 'ticket.carried out', ...of, text: '已寄出' },
    { type: 'ticket.surveyed', ...of },
  ],
  [
    { type: 'ticket.opened', ...of, promisedAt },
    { type: 'ticket.carried out', ...of, text: '已寄出' },
    { type: 'staff.said', ...who, text: '您好', takesOver: true },
  ],
  [
    said('坏了', complaint('quality', { ...reached, facts: { when: '昨天' } })),
    said('不通电'),
    said('一天'),
    pressed('option:receipt:yes'),
  ],
  [said('快递丢了', complaint('delivery')), said('昨天'), pressed('option:parcel:missing')],
  [said('烫伤了', complaint('injury', { hurt: true, ...reached })), pressed('option:doctor:yes')],
  [
    said('烫伤了', complaint('injury', { hurt: true, wish: 'compensation' })),
    pressed('option:doctor:yes'),
  ],
  [said('烫伤了', complaint('injury', { hurt: true })), pressed('option:doctor:yes')],
  [spoken, spoken, spoken],
  [{ type: 'hours.open' }],
  [{ type: 'answer.due' }],
  [{ type: 'alert.unseen' }],
  [said('快递丢了', complaint('delivery')), blocking, { type: 'customer.silent' }],
  [
    blocking,
    {
      type: 'customer.endangered',
      text: '不想活了',
      understood: understood({
        danger: { kind: 'self-harm', sure: true, rule: 'S-self-harm', words: '不想活了' },
      }),
      files: [],
    },
    said('难受'),
  ],
  [
    blocking,
    { type: 'ticket.proposed', ...of, proposal: 1, options, approvedBy: 'chen' },
    pressed('opinion:CP-1:1:decline'),
    said('太少了'),
  ],
  [blocking, { type: 'ticket.surveyed', ...of }, said('5', understood({ digit: 5 }))],
  [blocking, { type: 'ticket.surveyed', ...of }, said('很满意')],
  [
    { type: 'ticket.opened', ...of, promisedAt },
    { type: 'ticket.closed', ...of, thanks: false, as: 'no answer' },
    said('快递丢了', complaint('delivery')),
  ],
  [
    { type: 'ticket.opened', ...of, promisedAt },
    { type: 'ticket.closed', ...of, thanks: false, as: 'no answer' },
    pressed('survey:CP-1:5'),
  ],
  [...Array(6)].map(() => said('CP-20261121-0009 K7QF2-M9XPA')),
  [...back, pressed('matter:new')],
  [...back, said('快递丢了', complaint('delivery'))],
  [
    said('谢谢', words[1]![1]),
    { type: 'ticket.opened', ...of, promisedAt },
    { type: 'ticket.closed', ...of, thanks: true, as: 'closed' },
    muchLater(said('你好', words[0]![1])),
    pressed('matter:CP-1'),
    said('又坏了', understood({ grievance: true })),
  ],
  [
    { type: 'ticket.surveyed', ...of },
    { type: 'staff.said', ...who, text: '您好', takesOver: true },
  ],
  [spoken, { type: 'staff.said', ...who, text: '您好', takesOver: true }, spoken],
  [
    said('别打电话', understood({ contact: { wishes } })),
    said('人工', words.find(([w]) => w === '人工')![1]),
  ],
  [
    said('快递丢了', complaint('delivery')),
    { type: 'staff.opened', by: 'wang' },
    { type: 'ticket.opened', ...of, promisedAt, unconfirmed: true },
    said('昨天'),
    { type: 'customer.silent' },
    { type: 'customer.silent' },
  ],
  [
    said('快递丢了', complaint('delivery')),
    { type: 'customer.silent' },
    { type: 'customer.silent' },
    { type: 'ticket.opened', ...of, promisedAt, unconfirmed: true },
  ],
  [
    said('快递丢了', complaint('delivery')),
    said('算了', understood({ intents: ['give up'] })),
    pressed('person:no'),
    said('昨天'),
    said('算了', understood({ intents: ['give up'] })),
  ],
  [
    said('我要投诉', understood({ grievance: true, intents: ['complaint'] })),
    { type: 'customer.silent' },
    { type: 'customer.silent' },
  ],
  [
    { type: 'staff.said', ...who, text: '您好', takesOver: true },
    said('在吗'),
    ...[1, 2, 3].map(() => ({ type: 'colleague.silent' })),
  ],
  [
    said('快递丢了', complaint('delivery')),
    said('直接提交', understood({ intents: ['submit'] })),
    { type: 'ticket.opened', ...of, promisedAt },
    { type: 'ticket.proposed', ...of, proposal: 1, options, approvedBy: 'chen' },
    { type: 'staff.said', ...who, text: '您好', takesOver: true },
  ],
]
