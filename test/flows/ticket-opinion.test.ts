import { describe, expect, it } from 'vitest'
import {
  alertKeys,
  alertsOf,
  recorded,
  recordKeys,
  TicketDesk,
  toldOf,
  toldTypes,
} from '../support/ticket-desk.ts'

const declined = { type: 'customer.declined', proposal: 1, reason: '太少' }

describe('the customer’s opinion', () => {
  it('sends a declined proposal back with the reason and a new promised day', () => {
    const desk = new TicketDesk().offered()
    desk.advanceTo('2026-11-24T09:30:00+08:00')
    const done = desk.send(declined)
    expect(desk.view).toMatchObject({
      state: 'proposing',
      promisedAt: Date.parse('2026-12-01T18:00:00+08:00'),
    })
    expect(alertKeys(done, 'staff:wang')).toEqual(['card.title.declined'])
    expect(desk.context.proposals[0]).toMatchObject({ state: 'declined', reason: '太少' })
  })

  it('tells department and owner where they are two', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    desk.order('he', 'staff.took')
    desk.order('he', 'staff.proposed', {
      options: [{ remedy: 'repair', amount: 0, text: '上门维修' }],
    })
    desk.order('su', 'staff.approved')
    const done = desk.send(declined)
    expect(alertKeys(done, 'staff:he')).toEqual(['card.title.declined'])
    expect(alertKeys(done, 'staff:wang')).toEqual(['alert.declined'])
  })

  it('gives a case to another where the customer asks for one', () => {
    const desk = new TicketDesk().offered()
    const done = desk.send({ type: 'customer.asked for another', reason: '他不听我说' })
    expect(desk.view).toMatchObject({ state: 'investigating', owner: null })
    expect(alertKeys(done, 'team:supervisors')).toEqual(['card.title.another'])
    expect(alertKeys(desk.order('wang', 'staff.took'))).toEqual(['refusal.customerAsked'])
    desk.order('chen', 'staff.took')
    expect(desk.view.owner).toBe('chen')
  })

  it('calls for somebody when nobody takes what was asked to be given to another', () => {
    const desk = new TicketDesk().offered()
    desk.send({ type: 'customer.asked for another', reason: '' })
    desk.take()
    desk.advanceTo('2026-11-23T14:00:00+08:00')
    expect(recordKeys(desk.take())).toContain('overdue')
  })

  it('reminds twice, asks staff to call, then ends without an answer', () => {
    const desk = new TicketDesk().offered()
    desk.take()
    desk.advanceTo('2026-11-24T18:00:00+08:00')
    desk.advanceTo('2026-11-25T18:00:00+08:00')
    expect(toldOf(desk.take())).toEqual([
      expect.objectContaining({ type: 'ticket.proposed', proposal: 1, reminder: 1 }),
      expect.objectContaining({ type: 'ticket.proposed', proposal: 1, reminder: 2 }),
    ])
    desk.advanceTo('2026-11-26T18:00:00+08:00')
    const call = desk.take()
    expect(toldOf(call)).toEqual([])
    expect(alertsOf(call, 'staff:wang')[0]?.texts.map(({ key }) => key)).toEqual([
      'ticket.phone.title',
      'ticket.phone.say',
      'ticket.phone.then',
    ])
    expect(desk.state).toBe('awaiting customer')
    desk.advanceTo('2026-11-27T18:00:00+08:00')
    expect(desk.state).toBe('no answer')
    expect(toldOf(desk.take())).toEqual([
      expect.objectContaining({ type: 'ticket.closed', as: 'no answer', thanks: false }),
    ])
    expect(desk.view.score).toBeNull()
    expect(desk.slots.size).toBe(0)
  })

  it('answers an old button harmlessly', () => {
    const desk = new TicketDesk().offered()
    desk.send(declined)
    desk.order('wang', 'staff.proposed', {
      options: [{ remedy: 'repair', amount: 0, text: '维修' }],
    })
    desk.order('su', 'staff.approved')
    const late = desk.send({ type: 'customer.accepted', proposal: 1, option: 0 })
    expect(desk.state).toBe('awaiting customer')
    expect(toldOf(late)).toEqual([expect.objectContaining({ what: 'not possible' })])
    desk.send({ type: 'customer.accepted', proposal: 2, option: 7 })
    expect(desk.state).toBe('awaiting customer')
  })

  it('is entered by staff after a call, recorded as theirs, and the customer is asked no more', () => {
    const desk = new TicketDesk().offered()
    const which = desk.order('wang', 'staff.entered', { decision: 'accept', text: '好的' })
    expect(alertKeys(which)).toEqual(['refusal.whichOption'])
    const done = desk.order('wang', 'staff.entered', { decision: 'accept', text: '2 电话里同意' })
    expect(desk.state).toBe('implementing')
    expect(desk.context.proposals[0]).toMatchObject({ chosen: 1 })
    expect(recorded(done, 'accepted').by).toBe('staff:wang')
    expect(recordKeys(done)).toEqual(['accepted', 'entered'])
    expect(toldTypes(done)).toEqual(['ticket.stopped asking'])
  })

  it('is entered as declined only with the reason', () => {
    const desk = new TicketDesk().offered()
    const none = desk.order('wang', 'staff.entered', { decision: 'decline', text: '' })
    expect(alertKeys(none)).toEqual(['refusal.reason'])
    desk.order('wang', 'staff.entered', { decision: 'decline', text: '嫌少' })
    expect(desk.state).toBe('proposing')
    const score = new TicketDesk().offered()
    expect(alertKeys(score.order('wang', 'staff.entered', { decision: 5, text: '' }))).toEqual([
      'refusal.state',
    ])
  })
})

describe('a word after "no answer"', () => {
  const silent = () => {
    const desk = new TicketDesk().offered()
    desk.advanceTo('2026-11-30T09:00:00+08:00')
    desk.take()
    return desk
  }

  it('puts the proposal again', () => {
    const desk = silent()
    const done = desk.send({ type: 'customer.added', text: '我刚看到', files: [] })
    expect(desk.state).toBe('awaiting customer')
    expect(toldOf(done)).toEqual([
      expect.objectContaining({ type: 'ticket.proposed', proposal: 1, approvedBy: 'su' }),
    ])
    expect(alertKeys(done, 'staff:wang')).toEqual(['alert.resumed'])
    expect(desk.slots.has('silence')).toBe(true)
  })

  it('takes a late yes or no at once', () => {
    const yes = silent()
    yes.send({ type: 'customer.accepted', proposal: 1, option: 0 })
    expect(yes.view).toMatchObject({ state: 'implementing', granted: 30_000, closedAt: null })
    const no = silent()
    no.send(declined)
    expect(no.state).toBe('proposing')
  })

  it('is too late after the reopening time', () => {
    const desk = silent()
    desk.advanceTo('2027-01-10T09:00:00+08:00')
    const late = desk.send({ type: 'customer.added', text: '我刚看到', files: [] })
    expect(desk.state).toBe('no answer')
    expect(toldOf(late)).toEqual([expect.objectContaining({ what: 'not possible' })])
  })

  it('can still be a phone result', () => {
    const desk = silent()
    desk.order('wang', 'staff.entered', { decision: 'accept', text: '1' })
    expect(desk.state).toBe('implementing')
  })
})
