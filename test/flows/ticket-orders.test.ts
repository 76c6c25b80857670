import { describe, expect, it } from 'vitest'
import {
  alertKeys,
  alertsOf,
  exchange,
  type Name,
  recorded,
  recordKeys,
  refund,
  staff,
  TicketDesk,
  toldTypes,
} from '../support/ticket-desk.ts'

describe('who may do what', () => {
  it.each([
    ['au', 'refusal.readOnly'],
    ['wu', 'refusal.readOnly'],
    ['lu', 'refusal.otherDepartment'],
  ] as const)('%s may not take a case', (who, why) => {
    const desk = new TicketDesk()
    const answer = desk.order(who, 'staff.took')
    expect(alertKeys(answer, `staff:${who}`)).toEqual([why])
    expect(answer).toHaveLength(1)
    expect(desk.state).toBe('received')
  })

  it.each(['wang', 'su', 'ma', 'ad', 'he'] as const)('%s may take a case', (who) => {
    const desk = new TicketDesk()
    desk.order(who, 'staff.took')
    expect(desk.view).toMatchObject({ state: 'investigating', owner: who, takenAt: desk.now })
  })

  it('is told when somebody was faster, and who', () => {
    const desk = new TicketDesk().taken()
    const [late] = alertsOf(desk.order('chen', 'staff.took'))
    expect(late?.texts[0]).toMatchObject({
      key: 'ticket.refusal.owned',
      values: { owner: 'wang-name' },
    })
    expect(alertKeys(desk.order('wang', 'staff.took'))).toEqual(['refusal.yoursAlready'])
    desk.order('su', 'staff.took')
    expect(desk.view.owner).toBe('su')
  })

  it('lets only owner, department and leaders work on a case', () => {
    const desk = new TicketDesk().taken()
    const judge = { verdict: 'founded', reason: '是' } as const
    for (const who of ['chen', 'he', 'lu'] as const) {
      expect(alertKeys(desk.order(who, 'staff.judged', judge))).toEqual(['refusal.notYours'])
    }
    for (const who of ['au', 'wu'] as const) {
      expect(alertKeys(desk.order(who, 'staff.judged', judge))).toEqual(['refusal.readOnly'])
    }
    expect(desk.context.verdict).toBeNull()
    desk.order('su', 'staff.judged', judge)
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    expect(alertKeys(desk.order('lu', 'staff.took'))).toEqual(['refusal.otherDepartment'])
    desk.order('he', 'staff.proposed', { options: [exchange] })
    expect(desk.state).toBe('awaiting approval')
  })

  it('wants a case taken before it is worked on', () => {
    const desk = new TicketDesk().taken()
    desk.send({ type: 'customer.asked for another', reason: '' })
    const answer = desk.order('chen', 'staff.judged', { verdict: 'founded', reason: '是' })
    expect(alertKeys(answer)).toEqual(['refusal.takeFirst'])
  })

  it('lets owner and leaders assign, only to people who work on cases', () => {
    const desk = new TicketDesk()
    const chen = { to: staff.chen }
    expect(alertKeys(desk.order('wang', 'staff.assigned', chen))).toEqual([
      'refusal.ownerOrSupervisor',
    ])
    expect(alertKeys(desk.order('su', 'staff.assigned', { to: staff.au }))).toEqual([
      'refusal.cannotWork',
    ])
    const done = desk.order('su', 'staff.assigned', chen)
    expect(desk.view).toMatchObject({ state: 'investigating', owner: 'chen' })
    expect(alertKeys(done, 'staff:chen')).toEqual(['card.title.assigned'])
    expect(toldTypes(done)).toEqual(['ticket.taken'])
  })

  it('gives a case to a person of the department without changing its owner', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    const done = desk.order('su', 'staff.assigned', { to: staff.he })
    expect(desk.view).toMatchObject({ state: 'proposing', owner: 'wang' })
    expect(desk.context.handler?.id).toBe('he')
    expect(toldTypes(done)).toEqual(['ticket.passed on'])
  })

  it('knows the departments there are', () => {
    const desk = new TicketDesk().judged()
    const wrong = desk.order('wang', 'staff.handed over', { department: 'moon', note: '' })
    expect(alertKeys(wrong)).toEqual(['refusal.noDepartment'])
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    const same = desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    expect(alertKeys(same)).toEqual(['refusal.thereAlready'])
    expect(alertKeys(desk.order('he', 'staff.disowned', { reason: '' }))).toEqual([
      'refusal.reason',
    ])
  })

  it('shows the contact to the one who asks, and keeps who looked', () => {
    const desk = new TicketDesk().taken()
    const done = desk.send({
      type: 'staff.revealed',
      by: staff.wang,
      answerTo: 'room:team/service',
    })
    expect(JSON.stringify(alertsOf(done, 'staff:wang'))).toContain('13812345678')
    expect(JSON.stringify(alertsOf(done, 'team:service'))).not.toContain('13812345678')
    expect(alertKeys(done, 'team:service')).toEqual(['answer.revealed'])
    expect(recorded(done, 'revealed').by).toBe('staff:wang')
    for (const who of ['au', 'lu', 'wu'] as const) {
      expect(JSON.stringify(desk.order(who, 'staff.revealed'))).not.toContain('13812345678')
    }
  })

  it('answers where the order came from, in a room the desk keeps itself too', () => {
    const desk = new TicketDesk()
    const done = desk.send({ type: 'staff.took', by: staff.wang, answerTo: 'room:team/service' })
    expect(alertsOf(done).map(({ to }) => to)).toEqual(['team:service'])
    expect(alertsOf(done)[0]?.texts[0]?.values).toMatchObject({ by: 'wang-name' })
  })
})

describe('an order at the wrong time', () => {
  it.each([
    ['staff.approved', {}],
    ['staff.rejected', { reason: '不' }],
    ['staff.carried out', { text: '好了' }],
    ['staff.entered', { decision: 'accept', text: '' }],
    ['staff.reopened', { reason: '' }],
    ['staff.answered finally', { text: '不' }],
    ['staff.disowned', { reason: '不' }],
    ['staff.judged', { verdict: 'founded', reason: '' }],
    ['staff.proposed', { options: [refund] }],
  ])('%s is answered with what is possible now', (type, more) => {
    const desk = new TicketDesk()
    const event = { type, by: staff.ma, answerTo: 'staff:ma', ...more }
    const answer = desk.send(event)
    expect(answer).toHaveLength(1)
    expect(alertsOf(answer)[0]?.texts[0]).toMatchObject({
      key: 'ticket.refusal.state',
      values: { state: { key: 'state.received' } },
    })
    expect(JSON.stringify(answer)).toContain('ticket.command.take')
    expect(desk.state).toBe('received')
  })
})

describe('levels', () => {
  it('go up and down by owner or leaders, down only with a reason, always recorded', () => {
    const desk = new TicketDesk().taken()
    const level = (who: Name, to: 1 | 2 | 3, reason: string) =>
      desk.order(who, 'staff.levelled', { level: to, reason })
    expect(alertKeys(level('chen', 3, '重'))).toEqual(['refusal.ownerOrSupervisor'])
    expect(alertKeys(level('wang', 2, '同'))).toEqual(['refusal.sameLevel'])
    expect(alertKeys(level('wang', 1, ''))).toEqual(['refusal.reason'])
    const up = level('wang', 3, '')
    expect(recordKeys(up)).toEqual(['levelled'])
    expect(alertKeys(up, 'team:supervisors')).toEqual(['card.title.major'])
    const down = level('wang', 1, '已查清')
    expect(recorded(down, 'levelled').what.values).toMatchObject({ reason: '已查清' })
    expect(desk.view.level).toBe(1)
  })
})

describe('escalating', () => {
  it('calls one circle after the other and is recorded', () => {
    const desk = new TicketDesk().taken()
    const first = desk.order('wang', 'staff.escalated', { reason: '客户很急' })
    expect(alertKeys(first, 'team:supervisors')).toEqual(['card.title.escalated'])
    const second = desk.order('wang', 'staff.escalated', { reason: '还是急' })
    expect(alertKeys(second, 'team:management')).toEqual(['card.title.escalated'])
    expect(recorded(second, 'escalated').what.values).toMatchObject({
      team: { key: 'team.management' },
    })
  })
})

describe('taking a step back', () => {
  const undo = (desk: TicketDesk, who: Name = 'wang') => desk.order(who, 'staff.undid')

  it('gives a taken case back, with its old deadline', () => {
    const desk = new TicketDesk()
    const { dueAt } = desk.view
    desk.advance(5)
    desk.taken()
    const done = undo(desk)
    expect(desk.view).toMatchObject({ state: 'received', owner: null, takenAt: null, dueAt })
    expect(recordKeys(done)).toEqual(['undone'])
    expect(alertKeys(done, 'team:service')).toEqual(['alert.undone'])
    expect(desk.slots.has('deadline')).toBe(true)
  })

  it('takes back an assignment, a verdict, a level, a note', () => {
    const desk = new TicketDesk().taken()
    desk.order('wang', 'staff.assigned', { to: staff.chen })
    undo(desk)
    expect(desk.view.owner).toBe('wang')
    desk.order('wang', 'staff.judged', { verdict: 'founded', reason: '是' })
    undo(desk)
    expect(desk.context.verdict).toBeNull()
    desk.order('wang', 'staff.levelled', { level: 4, reason: '重' })
    undo(desk)
    expect(desk.view.level).toBe(2)
    desk.order('wang', 'staff.noted', { text: '记错了' })
    expect(recordKeys(undo(desk))).toEqual(['undone'])
    expect(desk.state).toBe('investigating')
  })

  it('takes back a hand-over, and tells the department', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    const done = undo(desk)
    expect(desk.view).toMatchObject({ state: 'investigating', department: null })
    expect(alertKeys(done, 'team:quality')).toEqual(['alert.undone'])
    expect(desk.view.dueAt).toBe(desk.view.promisedAt)
  })

  it('takes back the department’s taking without giving it new time', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    const { dueAt } = desk.view
    desk.advance(24 * 60)
    desk.order('he', 'staff.took')
    undo(desk, 'he')
    expect(desk.view).toMatchObject({ state: 'at department', dueAt })
    expect(desk.context.handler).toBeNull()
  })

  it('takes back a proposal nobody has signed', () => {
    const desk = new TicketDesk().proposed()
    const done = undo(desk)
    expect(desk.state).toBe('investigating')
    expect(desk.context.proposals[0]?.state).toBe('withdrawn')
    expect(alertKeys(done, 'team:supervisors')).toEqual(['alert.undone'])
    const short = new TicketDesk().taken()
    short.order('wang', 'staff.solved', { options: [exchange], reason: '是' })
    undo(short)
    expect(short.view).toMatchObject({ state: 'investigating', department: null })
    expect(short.context.verdict).toBeNull()
  })

  it('is refused with the reason', () => {
    const desk = new TicketDesk().taken()
    expect(alertKeys(undo(desk, 'su'))).toEqual(['refusal.undo.notYours'])
    undo(desk)
    expect(alertKeys(undo(desk))).toEqual(['refusal.undo.nothing'])
    const seen = new TicketDesk().offered()
    expect(alertKeys(undo(seen, 'su'))).toEqual(['refusal.undo.seen'])
    expect(alertKeys(undo(seen))).toEqual(['refusal.undo.notYours'])
    const told = new TicketDesk().proposed()
    told.order('su', 'staff.rejected', { reason: '贵' })
    expect(alertKeys(undo(told, 'su'))).toEqual(['refusal.undo.told'])
    const moved = new TicketDesk().taken()
    moved.send({ type: 'customer.withdrew' })
    expect(alertKeys(undo(moved))).toEqual(['refusal.undo.moved'])
    const replied = new TicketDesk().taken()
    replied.order('wang', 'staff.replied', { text: '您好', files: [] })
    expect(alertKeys(undo(replied))).toEqual(['refusal.undo.seen'])
  })
})

it('begins anew with everything known where its chart is gone', () => {
  const desk = new TicketDesk().judged()
  const { kept } = desk.flow.restart(desk.snapshot)
  expect(kept).toMatchObject({ number: desk.context.number, owner: { id: 'wang' } })
})
