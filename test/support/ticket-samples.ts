import { contactWishKinds } from '../../src/domain/contact-wish.ts'
import {
  complaint,
  conversation,
  exchange,
  number,
  refund,
  staff,
  type TicketDesk,
} from './ticket-desk.ts'

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
export function samples({ context }: TicketDesk) {
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
