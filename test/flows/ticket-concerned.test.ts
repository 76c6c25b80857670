import { describe, expect, it } from 'vitest'
import { alertKeys, alertsOf, recordKeys, staff, TicketDesk } from '../support/ticket-desk.ts'

const wang = { id: 'wang', name: '王工' }

describe('a case about a member of staff', () => {
  it('leaves the hands of the owner whom it turns out to be about', () => {
    const desk = new TicketDesk().taken()
    const effects = desk.order('su', 'staff.concerned', { add: [staff.wang], lift: [] })
    expect(desk.view).toMatchObject({ owner: null, about: ['wang'] })
    expect(recordKeys(effects)).toEqual(['concerned'])
    expect(alertKeys(effects, 'team:supervisors')[0]).toBe('card.title.concerned')
    for (const alert of alertsOf(effects)) expect(alert.keepFrom).toEqual(['wang'])
  })

  it('leaves the hands of the handler too, and has a deadline all the while', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    desk.order('he', 'staff.took')
    desk.order('su', 'staff.concerned', { add: [staff.he], lift: [] })
    expect(desk.context.handler).toBeNull()
    expect(desk.view.dueAt).not.toBeNull()
    expect(desk.slots.has('deadline')).toBe(true)
  })

  it('does not exist for him, whatever he orders, and nothing of it changes', () => {
    const desk = new TicketDesk().taken()
    desk.order('su', 'staff.concerned', { add: [staff.wang], lift: [] })
    const before = desk.context
    for (const type of ['staff.took', 'staff.undid', 'staff.handed back'] as const) {
      const effects = desk.order('wang', type)
      expect(effects).toEqual([
        {
          type: 'alert',
          to: 'staff:wang',
          texts: [{ key: 'desk.refuse.ticket', values: { number: 'CP-20261123-0001' } }],
        },
      ])
    }
    expect(desk.context).toEqual(before)
  })

  it('is kept from him from the customer’s words on, also those that open it', () => {
    const desk = new TicketDesk().taken()
    const effects = desk.send({
      type: 'customer.added',
      text: '王工骂人',
      files: [],
      names: [wang],
    })
    expect(desk.view).toMatchObject({ owner: null, about: ['wang'] })
    expect(recordKeys(effects)).toContain('concernedByWords')
    for (const alert of alertsOf(effects)) expect(alert.keepFrom).toEqual(['wang'])
  })

  it('cannot be undone into his hands again', () => {
    const desk = new TicketDesk()
    desk.order('su', 'staff.assigned', { to: staff.wang })
    desk.send({ type: 'customer.added', text: '王工骂人', files: [], names: [wang] })
    const effects = desk.order('su', 'staff.undid')
    expect(alertKeys(effects)).toEqual(['refusal.undo.nothing'])
    expect(desk.view.owner).toBeNull()
  })

  it('is given back to him by whoever leads, and by nobody else', () => {
    const desk = new TicketDesk()
    desk.order('su', 'staff.concerned', { add: [staff.wang], lift: [] })
    const refused = desk.order('chen', 'staff.concerned', { add: [], lift: ['wang'] })
    expect(alertKeys(refused)).toEqual(['refusal.leaders'])
    desk.order('su', 'staff.concerned', { add: [], lift: ['wang'] })
    expect(desk.view.about).toEqual([])
    desk.order('wang', 'staff.took')
    expect(desk.view.owner).toBe('wang')
  })

  it('is not assigned to him', () => {
    const desk = new TicketDesk()
    desk.order('su', 'staff.concerned', { add: [staff.wang], lift: [] })
    const refused = desk.order('su', 'staff.assigned', { to: staff.wang })
    expect(alertKeys(refused)).toEqual(['refusal.concernedPerson'])
    expect(desk.view.owner).toBeNull()
  })
})
