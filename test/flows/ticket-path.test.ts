import { describe, expect, it } from 'vitest'
import {
  alertKeys,
  alertsOf,
  complaint,
  exchange,
  recorded,
  recordKeys,
  refund,
  TicketDesk,
  toldOf,
  toldTypes,
} from '../support/ticket-desk.ts'

describe('a new complaint', () => {
  it('promises a day five working days ahead and tells the conversation', () => {
    const desk = new TicketDesk()
    const promisedAt = Date.parse('2026-11-30T18:00:00+08:00')
    expect(desk.view).toMatchObject({ state: 'received', promisedAt, level: 2, owner: null })
    expect(toldOf(desk.effects)).toEqual([
      expect.objectContaining({ type: 'ticket.opened', number: 'CP-20261123-0001', promisedAt }),
    ])
  })

  it('records category, level and department with the rule that decided each', () => {
    const desk = new TicketDesk()
    expect(recordKeys(desk.effects)).toEqual(['opened', 'category', 'level', 'suggested'])
    expect(recorded(desk.effects, 'category').what.values).toMatchObject({
      rule: 'lexicon.quality',
    })
    expect(recorded(desk.effects, 'level')).toMatchObject({
      by: 'system',
      what: { values: { rule: 'category.quality' } },
    })
    expect(recorded(desk.effects, 'suggested').what.values).toMatchObject({
      rule: 'category.quality',
    })
  })

  it('alerts the first team with a card that can be taken by a button', () => {
    const desk = new TicketDesk()
    expect(alertsOf(desk.effects).map(({ to }) => to)).toEqual(['team:service'])
    const [card] = alertsOf(desk.effects)
    expect(card?.about).toBe('ticket:conversation:web/ann@1#0')
    expect(card?.choices?.[0]).toMatchObject({ id: '/take CP-20261123-0001' })
    expect(card?.texts.length).toBeLessThanOrEqual(8)
  })

  it('keeps phone and name out of the card', () => {
    const desk = new TicketDesk()
    const shown = JSON.stringify(alertsOf(desk.effects))
    expect(shown).not.toContain('13812345678')
    expect(shown).not.toContain('王小明')
    expect(shown).toContain('138****5678')
    expect(JSON.stringify(desk.effects)).not.toContain('13812345678')
  })

  it('calls the supervisors too from the major level on', () => {
    const desk = new TicketDesk({ complaint: { level: 4 } })
    expect(alertsOf(desk.effects).map(({ to }) => to)).toEqual(['team:service', 'team:supervisors'])
  })

  it('shows the photos with the card and keeps them in the history', () => {
    const files = [{ id: 'f1', name: 'a.jpg', type: 'image/jpeg', size: 3 }]
    const desk = new TicketDesk({ complaint: { files } })
    expect(alertsOf(desk.effects)[0]?.files).toEqual(files)
    expect(recorded(desk.effects, 'opened').files).toEqual(files)
  })

  it('comes in once, however often it is delivered', () => {
    const desk = new TicketDesk()
    const again = {
      type: 'customer.complained',
      complaint: complaint({ level: 5 }),
      number: 'CP-2',
    }
    expect(desk.send({ ...again, conversation: 'conversation:web/bo' })).toEqual([])
    expect(desk.view.level).toBe(2)
  })
})

describe('the path of a case', () => {
  it('goes from the first alert to a satisfied customer', () => {
    const desk = new TicketDesk()
    const states = [desk.state]
    const step = (go: () => void) => {
      desk.advance(1)
      go()
      states.push(desk.state)
    }
    step(() => desk.order('wang', 'staff.took'))
    step(() => desk.order('wang', 'staff.judged', { verdict: 'founded', reason: '漏水' }))
    step(() => desk.order('wang', 'staff.handed over', { department: 'quality', note: '' }))
    step(() => desk.order('he', 'staff.took'))
    step(() => desk.order('he', 'staff.proposed', { options: [refund, exchange] }))
    step(() => desk.order('su', 'staff.approved'))
    step(() => desk.send({ type: 'customer.accepted', proposal: 1, option: 1 }))
    step(() => desk.order('he', 'staff.carried out', { text: '新壶已寄出' }))
    step(() => desk.send({ type: 'customer.scored', score: 5, words: '谢谢' }))
    expect(states).toEqual([
      'received',
      'investigating',
      'investigating',
      'at department',
      'proposing',
      'awaiting approval',
      'awaiting customer',
      'implementing',
      'follow-up',
      'closed',
    ])
    expect(toldTypes(desk.effects)).toEqual([
      'ticket.opened',
      'ticket.taken',
      'ticket.passed on',
      'ticket.proposed',
      'ticket.carried out',
      'ticket.closed',
    ])
    expect(toldOf(desk.effects).at(-1)).toMatchObject({ as: 'closed', thanks: true })
    expect(desk.view).toMatchObject({ owner: 'wang', department: 'quality', score: 5, granted: 0 })
    expect(desk.slots.size).toBe(0)
  })

  it('tells the customer the public name of whoever takes it', () => {
    const desk = new TicketDesk().taken()
    expect(toldOf(desk.effects).at(-1)).toMatchObject({
      type: 'ticket.taken',
      publicName: 'wang-public',
    })
  })

  it('shows the department the case with the note', () => {
    const desk = new TicketDesk().judged()
    const done = desk.order('wang', 'staff.handed over', { department: 'quality', note: '请检测' })
    expect(alertKeys(done, 'team:quality')).toEqual(['card.title.department'])
    expect(recordKeys(done)).toEqual(['handedOver'])
    expect(desk.view).toMatchObject({ state: 'at department', department: 'quality' })
  })

  it('records that a person chose another department than the rule suggested', () => {
    const desk = new TicketDesk().judged()
    const done = desk.order('wang', 'staff.handed over', { department: 'logistics', note: '' })
    expect(recorded(done, 'handedOverOtherwise').what.values).toMatchObject({
      suggested: { key: 'department.quality' },
    })
  })

  it('comes back to the owner when the department says it is not theirs', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'logistics', note: '' })
    const back = desk.order('lu', 'staff.disowned', { reason: '不是运输问题' })
    expect(desk.view).toMatchObject({ state: 'investigating', department: null, owner: 'wang' })
    expect(alertKeys(back, 'staff:wang')).toEqual(['card.title.disowned'])
    expect(alertKeys(back, 'team:service')).toEqual(['card.title.disowned'])
  })

  it('gives a department that gets it from another its own time', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'logistics', note: '' })
    const first = desk.view.dueAt!
    desk.advanceTo('2026-11-25T10:00:00+08:00')
    desk.order('lu', 'staff.handed over', { department: 'quality', note: '' })
    expect(desk.view.dueAt).toBeGreaterThan(first)
    expect(desk.state).toBe('at department')
  })

  it('needs a verdict before a proposal', () => {
    const desk = new TicketDesk().taken()
    const answer = desk.order('wang', 'staff.proposed', { options: [refund] })
    expect(alertKeys(answer, 'staff:wang')).toEqual(['refusal.verdictFirst'])
    expect(answer).toHaveLength(1)
    expect(desk.state).toBe('investigating')
  })

  it('takes the short way for small cases: verdict, own team and proposal in one', () => {
    const desk = new TicketDesk().taken()
    desk.order('wang', 'staff.solved', { options: [exchange], reason: '确实漏水' })
    expect(desk.view).toMatchObject({ state: 'awaiting approval', department: 'service' })
    expect(desk.context.verdict).toMatchObject({ verdict: 'founded', reason: '确实漏水' })
    desk.order('su', 'staff.approved')
    expect(desk.state).toBe('awaiting customer')
  })

  it('gives the accepted option to the department as a work order', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    desk.order('he', 'staff.proposed', { options: [refund, exchange] })
    desk.order('su', 'staff.approved')
    const done = desk.send({ type: 'customer.accepted', proposal: 1, option: 0 })
    expect(alertKeys(done, 'team:quality')).toEqual(['card.title.work'])
    expect(alertKeys(done, 'staff:wang')).toEqual(['alert.accepted'])
    expect(desk.view.granted).toBe(30_000)
    expect(desk.context.proposals[0]).toMatchObject({ state: 'accepted', chosen: 0 })
  })

  it('closes without thanks where somebody was hurt', () => {
    const desk = new TicketDesk({ complaint: { hurt: true, level: 4 } }).carriedOut()
    desk.send({ type: 'customer.scored', score: 4 })
    expect(toldOf(desk.effects).at(-1)).toMatchObject({ as: 'closed', thanks: false })
  })
})

describe('the view', () => {
  it('shows the fields a ticket is found by', () => {
    expect(new TicketDesk().view).toEqual({
      number: 'CP-20261123-0001',
      state: 'received',
      unconfirmed: false,
      notReached: false,
      category: 'quality',
      level: 2,
      department: null,
      owner: null,
      customer: 'customer:web/ann',
      name: '王小明',
      phone: '13812345678',
      email: null,
      order: 'A1001',
      product: '水壶',
      openedAt: Date.parse('2026-11-23T10:00:00+08:00'),
      promisedAt: Date.parse('2026-11-30T18:00:00+08:00'),
      dueAt: Date.parse('2026-11-23T13:00:00+08:00') - 3_600_000,
      needBy: null,
      takenAt: null,
      answeredAt: null,
      closedAt: null,
      score: null,
      granted: 0,
      about: [],
    })
  })

  it('starts again from what is known where the chart is gone', () => {
    const desk = new TicketDesk().judged()
    const kept = desk.flow.restart(desk.snapshot)
    expect(kept.kept).toMatchObject({ number: 'CP-20261123-0001', level: 2 })
    expect(desk.flow.restart(undefined)).toEqual({})
  })
})
