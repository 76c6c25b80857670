import { describe, expect, it } from 'vitest'
import { contactWishKinds } from '../../src/domain/contact-wish.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { locales, type Value, type Wording } from '../../src/domain/wording.ts'
import { foldCommand } from '../../src/inbox/command-fold.ts'
import { allCommands } from '../../src/inbox/commands/all.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'
import { gapsOf } from '../../src/texts/template.ts'
import {
  complaint,
  conversation,
  exchange,
  number,
  refund,
  rules,
  staff,
  type TicketDesk,
} from '../support/ticket-desk.ts'
import { places, tryEverywhere } from '../support/ticket-places.ts'

const files = [{ id: 'f1', name: 'a.jpg', type: 'image/jpeg', size: 3 }]
const late = Date.parse('2030-01-01T10:00:00+08:00')

const orders: readonly { type: string; [more: string]: unknown }[] = [
  { type: 'staff.took' },
  { type: 'staff.assigned', to: staff.chen },
  { type: 'staff.assigned', to: staff.he },
  { type: 'staff.judged', verdict: 'founded', reason: '是' },
  { type: 'staff.judged', verdict: 'unfounded', reason: '不是' },
  { type: 'staff.handed over', department: 'quality', note: '请看' },
  { type: 'staff.disowned', reason: '不归我们' },
  { type: 'staff.proposed', options: [refund, exchange] },
  { type: 'staff.approved' },
  { type: 'staff.rejected', reason: '贵' },
  { type: 'staff.solved', options: [exchange], reason: '是' },
  { type: 'staff.carried out', text: '好了' },
  { type: 'staff.replied', text: '您好', files },
  { type: 'staff.noted', text: '记' },
  { type: 'staff.asked', text: '批号' },
  { type: 'staff.heard', text: 'A3' },

  { type: 'staff.assigned', to: staff.au },
  { type: 'staff.handed over', department: 'moon', note: '' },
  { type: 'staff.handed over', department: 'logistics', note: '' },
  { type: 'staff.disowned', reason: '' },
  { type: 'staff.proposed', options: [] },
  { type: 'staff.levelled', level: 2, reason: '' },
  { type: 'staff.levelled', level: 1, reason: '' },
  { type: 'staff.promised', at: 1, reason: '' },
  { type: 'staff.entered', decision: 'accept', text: '' },
  { type: 'staff.levelled', level: 3, reason: '重' },
  { type: 'staff.escalated', reason: '急' },
  { type: 'staff.handed back' },
  { type: 'staff.promised', at: late, reason: '等件' },
  { type: 'staff.entered', decision: 'accept', text: '1' },
  { type: 'staff.entered', decision: 'decline', text: '少' },
  { type: 'staff.entered', decision: 5, text: '' },
  { type: 'staff.entered', decision: 1, text: '慢' },
  { type: 'staff.answered finally', text: '维持' },
  { type: 'staff.reopened', reason: '来电' },
  { type: 'staff.revealed' },
  { type: 'staff.revealed', answerTo: 'team:service' },
  { type: 'staff.promised', at: Date.parse('2026-11-25T10:00:00+08:00'), reason: '快' },
  { type: 'staff.concerned', add: [staff.chen], lift: [] },
  { type: 'staff.concerned', add: [], lift: ['chen'] },
  { type: 'staff.froze', reason: '法院调证' },
  { type: 'staff.froze', reason: '' },
  { type: 'staff.thawed', reason: '已审结' },
  { type: 'staff.undid' },
]
const said: readonly { type: string; [more: string]: unknown }[] = [
  { type: 'customer.complained', complaint: complaint(), number, conversation },
  { type: 'customer.confirmed', complaint: complaint({ level: 4 }) },
  { type: 'customer.added', text: '还有', files },
  { type: 'customer.endangered', text: '还在烧', files },
  { type: 'customer.endangered', text: '晕倒了', files, kind: 'unconscious', level: 5, rule: 'd' },
  {
    type: 'customer.added',
    text: '',
    files: [{ id: 'v2', name: 'voice.ogg', type: 'audio/ogg', size: 3 }],
  },
  {
    type: 'customer.asked for contact',
    wishes: contactWishKinds.map((kind) => ({ kind, words: `${kind}，13812345678` })),
  },
  { type: 'customer.asked to follow', hash: 'right' },
  { type: 'customer.asked to follow', hash: 'right', from: 'conversation:web/bo' },
  { type: 'customer.asked to follow', hash: 'wrong', from: 'conversation:web/bo' },
  { type: 'customer.gave contact', contact: { phone: '13812345678', email: 'a@b.cn' } },
  { type: 'customer.urged' },
  { type: 'customer.saw' },
  { type: 'customer.missed', missed: { channel: 'web', kind: 'unreachable', instead: 'kept' } },
  { type: 'customer.unseen' },
  { type: 'alert.seen' },
  { type: 'alert.unseen', circle: 0 },
  { type: 'customer.not received', text: '没到账' },
  { type: 'customer.not received', text: '' },
  { type: 'customer.withdrew', reason: '好了' },
  { type: 'customer.asked progress' },
  { type: 'customer.declined', proposal: 9, reason: '少' },
  { type: 'customer.asked for another', reason: '换人' },
  { type: 'customer.scored', score: 5, words: '好' },
  { type: 'customer.scored', score: 1 },
  { type: 'customer.objected', text: '不对' },
  { type: 'customer.added', text: '他又来了', files: [], names: [{ id: 'wang', name: '王工' }] },
  { type: 'customer.replied', text: '在', files },
  { type: 'talk.blocked', block: { by: 'su', name: 'su', reason: '辱骂', at: 1 } },
  { type: 'customer.answered', question: 1, text: 'A3', files: [] },
  { type: 'customer.answered', question: 1, text: '', files: [] },
  { type: 'question.silent' },
  { type: 'talk.unblocked', staff: 'su', name: 'su' },
  { type: 'customer.asked for a person', reason: '' },
  { type: 'customer.asked for a person', reason: '？', why: 'missed' },
  { type: 'customer.asked for a person', reason: '密码****', why: 'sensitive' },
  { type: 'customer.asked for a person', reason: '骗子', why: 'fury' },
  { type: 'customer.asked for a person', reason: '在吗', why: 'unheard' },
  { type: 'customer.consented', medical: true },
  { type: 'customer.consented', medical: false },
  { type: 'customer.erased' },
  { type: 'customer.erased', from: 'conversation:web/bo' },
  { type: 'desk.failed', text: 'boom' },
  { type: 'colleague.left', who: 'wang', name: '王工', staff: 'ma' },
  { type: 'colleague.left', who: 'he', name: '何工', staff: 'ma' },
]

/** Each word in time and too late, each order from somebody who may and somebody who may not. */
function samples({ context }: TicketDesk) {
  const proposal = context.proposals.length
  const words = [
    ...said,
    { type: 'customer.accepted', proposal, option: 0 },
    { type: 'customer.accepted', proposal: 9, option: 9 },
    { type: 'customer.declined', proposal, reason: '少' },
  ]
  const last = context.lastStep?.by as keyof typeof staff | undefined
  const people = new Set([staff.ad, staff.su, staff.wang, staff.he, staff.au])
  if (last) people.add(staff[last])
  return [
    ...words,
    ...words.map((event) => ({ ...event, now: late })),
    ...[...people].flatMap((by) =>
      orders.map((order) => ({ answerTo: `staff:${by.id}`, ...order, by })),
    ),
  ]
}

const { steps, untaken } = tryEverywhere(samples)
const stories = Object.values(places).flatMap((story) => story().effects)

function wordingsOf(effects: readonly Effect[]): Wording[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'record') return [effect.what]
    if (effect.type !== 'alert') return []
    const labels = effect.choices?.flatMap(({ label }) =>
      typeof label === 'string' ? [] : [label],
    )
    return [...effect.texts, ...(labels ?? [])]
  })
}

function inside(wording: Wording): Wording[] {
  return [wording, ...Object.values(wording.values ?? {}).flatMap(insideValue)]
}

function insideValue(value: Value): Wording[] {
  if (typeof value !== 'object') return []
  if ('key' in value) return inside(value)
  if ('lines' in value) return value.lines.flatMap(inside)
  if ('list' in value) return value.list.flatMap((v) => (typeof v === 'string' ? [] : inside(v)))
  return []
}

describe('every arrow of the ticket', () => {
  it('can be taken', () => {
    // Every place here has a complaint; the stories of a new one take this arrow.
    expect(untaken).toEqual(['received — customer.complained (is new) → stays'])
  })

  it('leaves a case that is not ended with something that will wake it', () => {
    const ended = ['closed', 'not agreed', 'no answer', 'withdrawn']
    const asleep = steps.filter(
      ({ to, slots }) =>
        !ended.includes(to) &&
        !slots.some((slot) => ['deadline', 'silence', 'promise closing'].includes(slot)),
    )
    expect(asleep.map(({ title }) => title)).toEqual([])
  })

  it('answers every order, and changes nothing where it is refused', () => {
    for (const { event, effects, title, before, after } of steps) {
      if (!event.type.startsWith('staff.')) continue
      const keys = wordingsOf(effects).map(({ key }) => key)
      const answered = keys.filter((key) => /^ticket\.(answer|refusal)\./.test(key))
      expect(answered.length, title).toBeGreaterThan(0)
      const refusal = keys.some((key) => key.startsWith('ticket.refusal.'))
      if (refusal) {
        expect(effects, title).toHaveLength(1)
        expect(after, title).toEqual(before)
      } else
        expect(
          keys.some((key) => key.startsWith('ticket.history.')),
          title,
        ).toBe(true)
    }
  })

  it('tells the customer of money only what a person has signed', () => {
    for (const { effects, title, after } of steps) {
      for (const effect of effects) {
        if (effect.type !== 'tell' || effect.event.type !== 'ticket.proposed') continue
        const { approvals } = after
        const { approvedBy, proposal } = effect.event as { approvedBy?: string; proposal?: number }
        const signed = approvals.some(
          (a) => a.by === approvedBy && a.proposal === proposal && a.decision === 'approved',
        )
        expect(signed, title).toBe(true)
      }
    }
  })

  it('keeps the phone number inside, but for whoever asks for it', () => {
    for (const { event, effects, title } of steps) {
      if (event.type === 'staff.revealed') continue
      expect(JSON.stringify(effects), title).not.toContain('13812345678')
    }
  })

  it('remembers whose order was the last one', () => {
    for (const { event, effects, after, title } of steps) {
      if (!('by' in event) || refusedBy(effects)) continue
      if (event.type === 'staff.revealed' || event.type === 'staff.undid') continue
      expect(after.lastStep?.by, title).toBe((event.by as { id: string }).id)
    }
  })
})

function refusedBy(effects: readonly Effect[]): boolean {
  return wordingsOf(effects).some(({ key }) => key.startsWith('ticket.refusal.'))
}

/** One of each kind: the same key with the same gaps filled by the same kinds of values. */
function distinct(wordings: readonly Wording[]): Wording[] {
  const kinds = wordings.map((wording) => {
    const values = Object.entries(wording.values ?? {})
    const filled = values.map(([name, value]) =>
      typeof value === 'object' && 'key' in value
        ? `${name} ${value.key}`
        : `${name} ${typeof value}`,
    )
    return [`${wording.key} ${filled.join()}`, wording] as const
  })
  return [...new Map(kinds).values()]
}

describe('the wording of the ticket', () => {
  const resources = loadTexts('flows')
  const effects = [...steps.flatMap((step) => step.effects), ...stories]
  const used = wordingsOf(effects).flatMap(inside)
  const own = distinct(used.filter(({ key }) => key.startsWith('ticket.')))

  it.each(locales)('has every key and every value it needs in %s', (locale) => {
    for (const { key, values } of own) {
      const texts = resources[locale][key]
      expect(texts, key).toBeDefined()
      for (const gap of texts!.flatMap(gapsOf)) expect(values?.[gap], `${key} ${gap}`).toBeDefined()
    }
  })

  it('uses every sentence it has', () => {
    const said = new Set(own.map(({ key }) => key))
    const silent = Object.keys(resources.en)
      .filter((key) => key.startsWith('ticket.') && !said.has(key))
      // One name for each of the domain's relations; the type checks that none is lacking.
      .filter((key) => !key.startsWith('ticket.relation.'))
      .sort()
    expect(silent).toEqual([])
  })

  it.each(locales)('names commands the desk knows, both ways, in %s', (locale) => {
    const known = new Map<string, string>()
    for (const { name, words } of allCommands) {
      for (const word of [name, ...words.map((w) => (typeof w === 'string' ? w : w.word))]) {
        known.set(foldCommand(word), name)
      }
    }
    for (const key of Object.keys(resources[locale])) {
      if (!key.startsWith('ticket.command.')) continue
      const [text] = resources[locale][key]!
      const [, latin] = /\/([a-z]+)/.exec(text!)!
      const [chinese] = /\p{Script=Han}+(?= \{\{number\}\}|\)$)/u.exec(text!)!
      expect(known.get(latin!), text).toBeDefined()
      expect(known.get(foldCommand(chinese)), text).toBe(known.get(latin!))
    }
  })

  it.each(locales)('can be spoken in %s', (locale) => {
    const speaker = createSpeaker({
      resources,
      catalog: { categories: [], answers: [] },
      organisation: rules.organisation,
      zone: rules.organisation.zone,
    })
    for (const wording of own) expect(speaker.speak(wording, locale)).not.toContain('{{')
  })
})
