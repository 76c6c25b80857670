import type { AnyMachineSnapshot } from 'xstate'
import { ways } from '../../src/domain/ticket.ts'
import { exchange, monday, refund, rulesWith, staff, TicketDesk } from './ticket-desk.ts'

/** What may happen to a case. */
export type Sample = { type: string; now?: number; [more: string]: unknown }

/** Places in the life of a case that the chart's conditions tell apart, each by the story that leads there. */
export const places: Readonly<Record<string, () => TicketDesk>> = {
  new: () => new TicketDesk(),
  'new and major': () =>
    new TicketDesk({
      complaint: { level: 4, hurt: true, levelBecause: { rule: 'level.injury', words: '烫伤' } },
    }),
  'new without name and number': () =>
    new TicketDesk({ complaint: { contact: {}, category: 'other', facts: {} } }),
  'in danger': () =>
    new TicketDesk({
      complaint: { unconfirmed: true, danger: 'gas', level: 5, category: 'other' },
    }),
  'logged and judged': () =>
    new TicketDesk({
      complaint: { logged: { way: 'authority', outside: '12315-1', due: monday } },
    }).judged(),
  ...Object.fromEntries(
    ways.map((way) => [
      `logged by ${way}`,
      () => new TicketDesk({ complaint: { logged: { way } } }),
    ]),
  ),
  'logged without a phone number': () =>
    new TicketDesk({ complaint: { contact: {}, logged: { way: 'letter' } } }).offered(),
  'logged and carried out': () =>
    new TicketDesk({ complaint: { logged: { way: 'phone' } } }).carriedOut(),
  'offered and not reached': () =>
    sent(new TicketDesk().offered(), {
      type: 'customer.missed',
      missed: { channel: 'web', kind: 'unreachable', instead: 'kept' },
    }),
  'not confirmed': () => new TicketDesk({ complaint: { category: 'other', unconfirmed: true } }),
  'new, needed soon': () =>
    new TicketDesk({ complaint: { need: { words: '周五搬家要用', by: monday } } }),
  'new, for others': () =>
    new TicketDesk({
      complaint: {
        parties: { affected: { words: '我妈', relation: 'parent' }, buyer: { words: '小周' } },
      },
    }),
  'new, in the way': () => new TicketDesk({ complaint: { need: { words: '洗不了衣服' } } }),
  'new with wishes about contact and a voice message': () =>
    new TicketDesk({
      complaint: {
        contact: { wishes: [{ kind: 'not that person', words: '别让 wang 联系我' }] },
        files: [{ id: 'v1', name: 'voice.amr', type: 'audio/amr', size: 3, seconds: 5 }],
      },
    }),
  taken: () => new TicketDesk().taken(),
  'about somebody': () =>
    ordered(new TicketDesk(), 'su', { type: 'staff.concerned', add: [staff.chen], lift: [] }),
  'new and asked': () => ordered(new TicketDesk(), 'su', asks),
  'taken and asked': () => ordered(new TicketDesk().taken(), 'wang', asks),
  'taken, asked and reminded': () =>
    sent(ordered(new TicketDesk().taken(), 'wang', asks), { type: 'question.silent' }),
  'logged and asked': () =>
    ordered(new TicketDesk({ complaint: { logged: { way: 'phone' } } }).taken(), 'wang', asks),
  'at the department and asked': () => ordered(atDepartment(), 'he', asks),
  'taken at the department and asked': () =>
    ordered(ordered(atDepartment(), 'he', { type: 'staff.took' }), 'he', asks),
  'proposed and asked': () => ordered(new TicketDesk().proposed(), 'wang', asks),
  'to be carried out and asked': () =>
    ordered(sent(new TicketDesk().offered(), accepts(1)), 'wang', asks),
  'asked before the final answer': () =>
    ordered(sent(carriedOut(reopened(2)), scores(1)), 'su', asks),
  'taken and blocked': () =>
    sent(new TicketDesk().taken(), {
      type: 'talk.blocked',
      block: { by: 'su', name: 'su', reason: '辱骂', at: monday },
    }),
  'taken and urged': () => sent(new TicketDesk().taken(), { type: 'customer.urged' }),
  'judged founded': () => new TicketDesk().judged(),
  'wanted from another': () => sent(new TicketDesk().taken(), asksForAnother),
  'at the department': atDepartment,
  'taken at the department': () => ordered(atDepartment(), 'he', { type: 'staff.took' }),
  'taken at the department after two reopenings': () =>
    ordered(handedOver(reopened(2)), 'he', { type: 'staff.took' }),
  'at the department after two reopenings': () => handedOver(reopened(2)),
  'proposed by the owner': () => new TicketDesk().proposed(),
  'proposed by the department': () => ordered(atDepartment(), 'he', proposes),
  'proposed while proposing': () =>
    ordered(ordered(new TicketDesk().proposed(), 'su', rejects), 'wang', proposes),
  'proposed dear': () => new TicketDesk().proposed([{ ...refund, amount: 90_000 }]),
  'proposed where the author may sign': () =>
    ordered(new TicketDesk({ rules: onePerson }).judged(), 'su', proposes),
  'solved the short way': () => ordered(new TicketDesk().taken(), 'wang', solves),
  'offered one option': () => new TicketDesk().offered([exchange]),
  'offered two options': () => new TicketDesk().offered(),
  'offered and reminded': () => later(new TicketDesk().offered(), '2026-11-25T18:00:00+08:00'),
  'offered and called': () => later(new TicketDesk().offered(), '2026-11-26T18:00:00+08:00'),
  'ended undecided': () => later(new TicketDesk().offered(), '2026-11-30T09:00:00+08:00'),
  'accepted at the department': () =>
    sent(ordered(ordered(atDepartment(), 'he', proposes), 'su', signs), accepts(1)),
  'carried out': () => new TicketDesk().carriedOut(),
  'carried out after two reopenings': () => carriedOut(reopened(2)),
  'survey reminded': () => later(new TicketDesk().carriedOut(), '2026-11-26T18:00:00+08:00'),
  'ended undecided, a person was asked for': () =>
    later(
      sent(new TicketDesk().offered(), { type: 'customer.asked for a person', reason: '' }),
      '2026-11-30T09:00:00+08:00',
    ),
  'offered by the department': () => ordered(ordered(atDepartment(), 'he', proposes), 'su', signs),
  'proposed by a supervisor': () => ordered(new TicketDesk().judged(), 'su', proposes),
  'judged without a suggestion': () =>
    new TicketDesk({ complaint: { category: 'other' } }).judged(),
  assigned: () => ordered(new TicketDesk(), 'su', { type: 'staff.assigned', to: staff.chen }),
  'ended unscored': () => later(new TicketDesk().carriedOut(), '2026-12-01T10:00:00+08:00'),
  'ended unscored after two reopenings': () =>
    later(carriedOut(reopened(2)), '2026-12-01T10:00:00+08:00'),
  'reopened twice': () => reopened(2),
  'waiting for the final answer': () => sent(carriedOut(reopened(2)), scores(1)),
  closed: () => sent(new TicketDesk().carriedOut(), scores(5)),
  'closed after two reopenings': () => sent(carriedOut(reopened(2)), scores(5)),
  refused: () => new TicketDesk().refused(),
  'refused, customer spoke': () => sent(new TicketDesk().refused(), adds),
  'refused after review': refusedAgain,
  'objected to': () => sent(new TicketDesk().refused(), objects),
  'ended refused': () => later(new TicketDesk().refused(), '2026-12-09T10:00:00+08:00'),
  'ended refused after review': () => later(refusedAgain(), '2026-12-09T10:00:00+08:00'),
  withdrawn: () => sent(new TicketDesk().taken(), { type: 'customer.withdrew' }),
  'new, hurt and not confirmed': () =>
    new TicketDesk({ complaint: { hurt: true, unconfirmed: true } }),
  'new, hurt and asked for papers': () => new TicketDesk({ complaint: { hurt: true } }),
  'hurt, will send papers': () =>
    sent(new TicketDesk({ complaint: { hurt: true } }), {
      type: 'customer.consented',
      medical: true,
    }),
  'hurt, sends no papers': () =>
    sent(new TicketDesk({ complaint: { hurt: true } }), {
      type: 'customer.consented',
      medical: false,
    }),
  'erased after it was withdrawn': erased,
  'erased and frozen': () => ordered(erased(), 'su', freezes),
  'erased while frozen': () => {
    const withdrawn = sent(new TicketDesk().taken(), { type: 'customer.withdrew' })
    return sent(ordered(withdrawn, 'su', freezes), { type: 'customer.erased' })
  },
  'erased and frozen beyond its term': () =>
    later(ordered(erased(), 'su', freezes), '2030-01-02T10:00:00+08:00'),
  'erased while open': () => sent(new TicketDesk().taken(), { type: 'customer.erased' }),
  anonymous: () => later(erased(), '2030-01-02T10:00:00+08:00'),
  frozen: () => ordered(new TicketDesk().taken(), 'su', freezes),
  'not agreed': () =>
    ordered(sent(refusedAgain(), objects), 'ma', { type: 'staff.answered finally', text: '维持' }),
  'a new day is set': () =>
    ordered(new TicketDesk().taken(), 'wang', {
      type: 'staff.promised',
      at: Date.parse('2026-12-05T10:00:00+08:00'),
      reason: '等件',
    }),
  overdue: () => later(new TicketDesk(), '2026-11-23T15:00:00+08:00'),
  'level raised': () =>
    ordered(new TicketDesk().taken(), 'wang', { type: 'staff.levelled', level: 4, reason: '重' }),
  'begun anew': () => new TicketDesk().judged().begunAnew(),
}

export const freezes = { type: 'staff.froze', reason: '法院调证' }

function erased(): TicketDesk {
  const withdrawn = sent(new TicketDesk().offered(), { type: 'customer.withdrew' })
  return sent(withdrawn, { type: 'customer.erased' })
}

const asks = { type: 'staff.asked', text: '批号是多少' }
const proposes = { type: 'staff.proposed', options: [refund, exchange] }
const solves = { type: 'staff.solved', options: [exchange], reason: '是' }
const signs = { type: 'staff.approved' }
const rejects = { type: 'staff.rejected', reason: '贵' }
const objects = { type: 'customer.objected', text: '不对' }
const adds = { type: 'customer.added', text: '随便', files: [] }
const asksForAnother = { type: 'customer.asked for another', reason: '' }
const accepts = (proposal: number) => ({ type: 'customer.accepted', proposal, option: 0 })
const scores = (score: number) => ({ type: 'customer.scored', score })

const onePerson = rulesWith((policy) => ({
  ...policy,
  approval: { ...policy.approval, selfUpTo: { rule: 'approval.self', value: 50_000 } },
}))

export function sent(desk: TicketDesk, event: Sample): TicketDesk {
  desk.send(event)
  return desk
}

export function ordered(desk: TicketDesk, who: keyof typeof staff, event: Sample): TicketDesk {
  return sent(desk, { ...event, by: staff[who], answerTo: `staff:${who}` })
}

function later(desk: TicketDesk, moment: string): TicketDesk {
  desk.advanceTo(moment)
  return desk
}

function handedOver(desk: TicketDesk): TicketDesk {
  return ordered(desk, 'wang', { type: 'staff.handed over', department: 'quality', note: '请看' })
}

function atDepartment(): TicketDesk {
  return handedOver(new TicketDesk().judged())
}

function carriedOut(desk: TicketDesk): TicketDesk {
  ordered(ordered(desk, 'wang', { ...proposes, options: [exchange] }), 'su', signs)
  sent(desk, accepts(desk.context.proposals.length))
  return ordered(desk, 'wang', { type: 'staff.carried out', text: '好了' })
}

function reopened(times: number): TicketDesk {
  const desk = sent(new TicketDesk().carriedOut(), scores(1))
  for (let i = 1; i < times; i++) sent(carriedOut(desk), scores(1))
  return desk
}

function refusedAgain(): TicketDesk {
  const desk = sent(new TicketDesk().refused(), objects)
  return ordered(desk, 'su', { type: 'staff.judged', verdict: 'unfounded', reason: '一致' })
}

/** The same place with a person in the conversation, whom the customer has just answered. */
export function withPerson(desk: TicketDesk): TicketDesk {
  const { owner } = desk.context
  ordered(desk, (owner?.id ?? 'wang') as keyof typeof staff, {
    type: 'staff.replied',
    text: '您好',
    files: [],
  })
  const ended = (desk.snapshot as AnyMachineSnapshot).value === 'no answer'
  if (!ended) sent(desk, { type: 'customer.replied', text: '在', files: [] })
  return desk
}
