import { describe, expect, it } from 'vitest'
import { alertsOf, recordKeys, TicketDesk } from '../support/ticket-desk.ts'

const night = Date.parse('2026-11-22T02:00:00+08:00')
const inDanger = { unconfirmed: true, danger: 'gas', level: 5 } as const

describe('a case with people in danger', () => {
  it('calls the first team and the supervisors at once, and again every five minutes until it is taken', () => {
    const desk = new TicketDesk({ now: night, complaint: inDanger })
    expect(alertsOf(desk.take()).map(({ to }) => to)).toEqual(['team:service', 'team:supervisors'])
    for (let times = 1; times <= 5; times++) {
      desk.advance(5)
      expect(alertsOf(desk.take()).map(({ to }) => to)).toContain('team:service')
    }
    desk.taken()
    desk.take()
    desk.advance(60)
    expect(alertsOf(desk.take())).toEqual([])
  })

  it('tells whoever has it what the customer says next, and rises with a graver danger', () => {
    const desk = new TicketDesk({ complaint: { ...inDanger, level: 4 } }).taken()
    const kind = 'unconscious'
    const event = {
      type: 'customer.endangered',
      text: '他晕倒了',
      files: [],
      kind,
      level: 5,
      rule: 'danger.unconscious',
    }
    const effects = desk.send(event)
    expect(alertsOf(effects).map(({ to }) => to)).toEqual(['staff:wang'])
    expect(recordKeys(effects)).toEqual(['endangered', 'raised'])
    expect(desk.view.level).toBe(5)
  })
})
