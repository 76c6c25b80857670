import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createConversation } from '../../flows/conversation/chart.ts'
import type { Context } from '../../flows/conversation/context.ts'
import { placeOf } from '../../flows/conversation/place.ts'
import type { ToConversation } from '../../src/domain/conversation-events.ts'
import { dangerKinds } from '../../src/domain/danger.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { type Locale, locales, type Value, type Wording } from '../../src/domain/wording.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { type Arrow, arrowsOf } from '../support/paths.ts'
import { photo } from '../support/talk.ts'
import { catalog, talkRules } from '../support/talk-rules.ts'
import { complaint, understood } from '../support/understood.ts'

const conversation = createConversation(talkRules())
const wishes = [{ kind: 'text only', words: '别打电话' }] as const
const words: readonly [string, Understanding][] = [
  ['你好', understood({ intents: ['greeting'] })],
  ['谢谢', understood({ intents: ['thanks'] })],
  ['再见', understood({ intents: ['goodbye'] })],
  ['我要投诉', understood({ grievance: true, intents: ['complaint'] })],
  ['快递丢了', complaint('delivery')],
  ['用了一天就坏了，我要退款', complaint('quality', { wish: 'refund', mood: 'furious' })],
  ['孩子被划伤了', complaint('injury', { hurt: true })],
  [
    '孩子烫伤了，要赔偿，电话13812345678',
    complaint('injury', {
      hurt: true,
      wish: 'compensation',
      contact: { phone: '13812345678' },
    }),
  ],
  [
    '昨天买的就坏了，要换货，电话13812345678',
    complaint('quality', {
      facts: { when: '昨天' },
      wish: 'exchange',
      contact: { phone: '13812345678' },
    }),
  ],
  ['昨天下午', understood({ facts: { when: '昨天下午' } })],
  ['周五搬家要用', understood({ facts: { need: '周五搬家要用' } })],
  ['13812345678', understood({ contact: { phone: '13812345678' } })],
  ['退款', understood({ wish: 'refund' })],
  ['嗯', understood({ yes: true })],
  ['不', understood({ yes: false })],
  ['不知道', understood({ intents: ['skip'] })],
  ['随便说说', understood()],
  ['查一下CP-20261121-0009', understood()],
  ['CP-20261121-0009 K7QF2-M9XPA', understood()],
  ['改一下联系方式', understood()],
  ['快点', understood({ intents: ['urge'] })],
  ['人工', understood({ intents: ['human'] })],
  ['取消', understood({ intents: ['cancel'] })],
  ['算了', understood({ intents: ['give up'] })],
  ['重新开始', understood({ intents: ['restart'] })],
  ['进度', understood({ intents: ['progress'] })],
  ['换语言', understood({ intents: ['language'] })],
  ['English', understood({ intents: ['language'], wantsLocale: 'en' })],
  ['帮助', understood({ intents: ['help'] })],
  ['直接提交', understood({ intents: ['submit'] })],
  ['快递丢了，直接提交', complaint('delivery', { intents: ['submit'] })],
  ['催一下', understood({ intents: ['urge'] })],
  ['不投诉了', understood({ intents: ['withdraw'] })],
  ['你是机器人吗', understood({ intents: ['robot'] })],
  ['看我的信息', understood({ intents: ['see data'] })],
  ['删除我的信息', understood({ intents: ['erase data'] })],
  ['几天', understood({ answer: 'days' })],
  ['表扬小王', understood({ intents: ['praise'] })],
  ['建议加个按钮', understood({ intents: ['suggestion'] })],
  ['多少钱', understood({ intents: ['ask'] })],
  ['1', understood({ digit: 1 })],
  ['9', understood({ digit: 9 })],
  ['没收到', understood({ grievance: true })],
  ['别打电话', understood({ contact: { wishes } })],
  ['很满意', understood()],
  ['太差了', understood({ grievance: true, mood: 'upset' })],
]
const buttons = [
  'option:parcel:missing',
  'option:receipt:yes',
  'option:doctor:yes',
  'skip:need',
  'skip:evidence',
  'summary:yes',
  'summary:change',
  'change:story',
  'change:wish',
  'change:contact',
  'change:parcel',
  'change:when',
  'cancel:yes',
  'cancel:no',
  'person:yes',
  'person:no',
  'withdraw:CP-1:yes',
  'withdraw:CP-1:no',
  'matter:CP-1',
  'matter:new',
  'object:CP-1',
  'missing:CP-1',
  'opinion:CP-1:1:accept:0',
  'opinion:CP-1:1:decline',
  'opinion:CP-1:1:someone',
  'opinion:CP-0:9:accept:0',
  'survey:CP-1:5',
  'survey:CP-1:2',
  'question:CP-1:1',
  'skip:address',
  'link',
  'medical:CP-1:yes',
  'medical:CP-1:no',
  'erase:yes',
  'erase:no',
  'danger:yes',
  'danger:no',
  'human',
  'progress',
  'locale:en',
  'nonsense',
]
const of = { ticket: 'ticket:1', number: 'CP-1' } as const
const promisedAt = Date.UTC(2026, 10, 27)
const options = [
  { remedy: 'refund', amount: 5_000, text: '退还' },
  { remedy: 'apology', amount: 0, text: '书面致歉' },
  { remedy: 'other', amount: 0, text: '登门说明' },
  { remedy: 'other', amount: 2_000, text: '打车费' },
] as const
const who = { by: 'wang', publicName: '王老师' } as const
const recording = { id: 'v', name: 'voice.amr', type: 'audio/amr', size: 9, seconds: 5 }
const events: readonly ToConversation[] = [
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
  { type: 'customer.missed', number: 'CP-1' },
  { type: 'alert.seen' },
  { type: 'customer.unreached' },
  { type: 'staff.blocked', by: 'zhao', name: '赵强', reason: '辱骂', answerTo: 'team:service' },
  { type: 'staff.unblocked', by: 'zhao', name: '赵强', answerTo: 'team:service' },
]

/** Of a chart that is gone: a complaint half told. */
const old = {
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
const stories = [
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

const walk = arrowsOf(conversation.machine, {
  input: { ...conversation.restart(undefined), actor: 'conversation:web/li' },
  also: [{ actor: 'conversation:web/li', ...conversation.restart(old) }],
  stories,
  samples: events as never,
  outline: outlineOf as never,
  limit: 650,
})
const { arrows } = walk

/** Two talks that differ in nothing but this are taken for the same place. */
function outlineOf(context: Context): string {
  const { draft, tickets, waiting, person, greeted, calls, misses, confirming, opening } = context
  return JSON.stringify([
    draft && [draft.open, draft.paused, draft.reminded, draft.rush, draft.correcting],
    draft && [draft.ticket, draft.untold, draft.declined, draft.personAsked],
    draft && [
      draft.category,
      draft.hurt,
      draft.furious,
      draft.story !== '',
      draft.wish !== null,
      draft.files.length > 0,
      draft.asked.length,
      draft.ticket,
    ],
    tickets.map(({ standing, carriedOut }) => [standing, carriedOut]),
    waiting.map((w) =>
      w.what === 'opinion' ? [w.declining, w.options.length] : w.what === 'survey' ? w.low : w.what,
    ),
    [
      Math.min(misses, 2),
      person?.ticket,
      greeted,
      Math.min(calls, 3),
      confirming?.what,
      context.asksAddress === true,
      context.asksMedical === true,
      context.blocked && (context.blocked.told ?? false),
      confirming?.what === 'matter' && confirming.words === '',
      [context.erasure, tickets.some(({ frozen }) => frozen)],
      opening && [opening.unconfirmed, opening.quiet],
      context.danger && [context.danger.kinds.includes('self-harm'), context.danger.doubt !== null],
    ],
  ])
}

function wordingsOf(effect: Effect): Wording[] {
  if (effect.type === 'relay') return inside(effect.line)
  if (effect.type !== 'say' && effect.type !== 'alert') return []
  const labels = effect.choices?.map(({ label }) => label) ?? []
  return [...effect.texts, ...labels.filter((label) => typeof label !== 'string')].flatMap(inside)
}

function inside(wording: Wording): Wording[] {
  return [wording, ...Object.values(wording.values ?? {}).flatMap(wordingsIn)]
}

function wordingsIn(value: Value): Wording[] {
  if (typeof value !== 'object') return []
  if ('key' in value) return inside(value)
  if ('lines' in value) return value.lines.flatMap(inside)
  if (!('list' in value)) return []
  return value.list.flatMap((one) => (typeof one === 'string' ? [] : inside(one)))
}

function wrong(check: (arrow: Arrow) => boolean): string[] {
  return [...new Set(arrows.filter((arrow) => !check(arrow)).map(({ title }) => title))]
}

describe('every arrow of the conversation', () => {
  it('is taken, and every state is reached', () => {
    expect(walk.untaken).toEqual([])
    expect(walk.unreached).toEqual([])
  })

  it('ends where the talk belongs by what it knows', () => {
    expect(wrong(({ to, context }) => to === placeOf(context as Context))).toEqual([])
  })

  it('asks only for what the engine knows', () => {
    const known = ['say', 'relay', 'tell', 'open', 'alert', 'record', 'erase']
    expect(wrong(({ effects }) => effects.every(({ type }) => known.includes(type)))).toEqual([])
  })

  it.each(locales)('says only what stands in the texts: %s', (locale: Locale) => {
    const texts = loadTexts('flows')[locale]
    const ofCatalog = new Set([
      'question',
      'option',
      'label',
      'answer',
      'category',
      'organisation',
      'department',
    ])
    const used = new Set(
      arrows.flatMap(({ effects }) => effects.flatMap(wordingsOf)).map((w) => w.key),
    )
    const lost = [...used].filter((key) => !ofCatalog.has(key.split('.')[0]!) && !texts[key])
    expect(lost).toEqual([])
    const said = Object.keys(texts).filter((key) => key.startsWith('conversation.'))
    const neverSaid = [
      // Out of hours, and where the notice has an address: conversation-introduction.test.ts.
      'conversation.intro.opens',
      'conversation.intro.privacy',
      'conversation.limited',
      'conversation.person.calledLater',
      'conversation.person.joinsLater',
      // Where there is a wider circle: conversation-unseen.test.ts.
      'conversation.staff.unseen',
    ]
    const silent = said.filter(
      (key) => !used.has(key) && !/\.(stages|slots|spans|posts)\./.test(key),
    )
    expect(silent.sort()).toEqual(neverSaid)
  })

  it('says only offers that a person has signed', () => {
    const isOffer = (effect: Effect) =>
      wordingsOf(effect).some(({ key }) => key.includes('.offers.'))
    expect(
      wrong(({ effects }) =>
        effects.every((e) => !isOffer(e) || (e.type === 'say' && e.approval?.by === 'chen')),
      ),
    ).toEqual([])
  })

  it('puts at most one question a message, and buttons only under the last message', () => {
    const asks =
      /^conversation\.(safety\.(everybody|doubt)|ask|cancel\.ask|withdraw\.ask|matter\.ask|opinion\.(ask|why)|survey\.(put|ask|wrong|reminder)|summary\.text|language\.ask|objection\.ask)|^question\./
    expect(
      wrong(({ effects }) =>
        effects.every(
          (e) => e.type !== 'say' || e.texts.filter(({ key }) => asks.test(key)).length <= 1,
        ),
      ),
    ).toEqual([])
  })

  it('leaves no question of the bot without a deadline', () => {
    const waits =
      /^(intake\.|opening|danger\.asking|opinion\.asking|survey\.asking|following\.(confirming|asking)|confirming the erasure)/
    expect(wrong(({ to, slots }) => !waits.test(to) || slots.includes('patience'))).toEqual([])
    const may = /^(draft kept|blocked|with a human)$/
    const idle = ({ to, slots }: Arrow) =>
      !waits.test(to) && !may.test(to) && slots.includes('patience')
    expect(wrong((arrow) => !idle(arrow))).toEqual([])
  })

  it('leaves nothing that was told lying without a day on which it becomes a ticket', () => {
    const lies = ({ to, context }: Arrow) => {
      const { draft, opening, restarted } = context as Context
      if (restarted) return false
      const rests = to === 'draft kept' || to === 'with a human'
      return rests && draft?.story && !draft.ticket && !opening && !draft.declined
    }
    expect(arrows.some(lies)).toBe(true)
    expect(wrong((arrow) => !lies(arrow) || arrow.slots.includes('patience'))).toEqual([])
  })

  it('keeps the bot silent while a person speaks, but for the system', () => {
    const spoken = arrows.filter(
      ({ from, to, event, effects }) =>
        from === 'with a human' &&
        to === 'with a human' &&
        event.type.startsWith('customer.') &&
        // Danger comes before everything: what to do now is said at once.
        event.type !== 'customer.endangered' &&
        effects.some(({ type }) => type === 'say'),
    )
    const decisions = /^(opinion|survey):/
    expect(
      spoken.filter(({ event }) => !decisions.test((event as { button?: string }).button ?? '')),
    ).toEqual([])
  })

  it('keeps every snapshot small', () => {
    const largest = Math.max(...arrows.map(({ context }) => JSON.stringify(context).length))
    expect(largest).toBeLessThan(16_000)
  })
})

it('the sample catalog has a category for what is not recognised', () => {
  expect(catalog.categories.map(({ id }) => id)).toContain('other')
  expect(existsSync('flows/conversation/texts.en.yaml')).toBe(true)
})
