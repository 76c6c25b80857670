import { describe, expect, it } from 'vitest'
import { unseenAlert } from '../../src/domain/effect.ts'
import { type Alert, TicketDesk } from '../support/ticket-desk.ts'

const tellsSeen = true
const alertsOf = (desk: TicketDesk) =>
  desk
    .take()
    .filter((effect): effect is Alert => effect.type === 'alert')
    .map(({ to, texts }) => [to, texts.some(({ key }) => key === 'ticket.alert.unseen')])

function opened(more: ConstructorParameters<typeof TicketDesk>[0] = {}): TicketDesk {
  const desk = new TicketDesk({ tellsSeen, ...more })
  desk.take()
  return desk
}

describe('an alert that nobody has seen', () => {
  it('brings the case to the next circle after five minutes, and on to the widest', () => {
    const desk = opened()
    desk.advance(5)
    expect(alertsOf(desk)).toEqual([['team:supervisors', true]])
    desk.advance(5)
    expect(alertsOf(desk)).toEqual([['team:management', true]])
    desk.advance(30)
    expect(alertsOf(desk)).toEqual([])
  })

  it('stands where it is once somebody has seen it', () => {
    const desk = opened()
    desk.send({ type: 'alert.seen' })
    desk.advance(30)
    expect(alertsOf(desk)).toEqual([])
  })

  it('was seen by whoever gives an order', () => {
    const desk = opened()
    desk.order('wang', 'staff.noted', { text: '已联系' })
    expect(desk.slots.has(unseenAlert)).toBe(false)
  })

  it('goes on after two minutes where people are in danger, at any hour', () => {
    const now = Date.parse('2026-11-23T02:00:00+08:00')
    const desk = opened({ now, complaint: { level: 5, danger: 'gas', unconfirmed: true } })
    desk.advance(2)
    expect(alertsOf(desk)).toEqual([['team:management', true]])
  })

  it('is counted from when somebody works', () => {
    const now = Date.parse('2026-11-23T02:00:00+08:00')
    const desk = opened({ now })
    desk.advance(60)
    expect(alertsOf(desk)).toEqual([])
    expect(desk.slots.get(unseenAlert)?.at).toBe(Date.parse('2026-11-23T09:05:00+08:00'))
  })

  it('calls the next ones for a customer who waits for a person, and he hears so', () => {
    const desk = opened().taken()
    desk.take()
    desk.send({ type: 'customer.asked for a person', reason: '人工' })
    desk.take()
    desk.advance(5)
    const told = desk.effects.filter(({ type }) => type === 'tell')
    expect(told).toMatchObject([{ event: { type: 'ticket.called again' } }])
    expect(alertsOf(desk)).toEqual([
      ['staff:wang', true],
      ['team:supervisors', true],
    ])
  })
})
