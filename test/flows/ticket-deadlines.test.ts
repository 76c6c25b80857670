import { describe, expect, it } from 'vitest'
import { endedStates, type TicketState } from '../../src/domain/ticket.ts'
import {
  alertKeys,
  alertsOf,
  recorded,
  recordKeys,
  TicketDesk,
  toldOf,
  toldTypes,
} from '../support/ticket-desk.ts'

const at = (time: string) => Date.parse(`${time}+08:00`)

describe('taking', () => {
  it('reminds the team, then calls circle after circle until somebody takes it', () => {
    const desk = new TicketDesk({ now: at('2026-11-23T14:00:00') })
    desk.take()
    expect(desk.view.dueAt).toBe(at('2026-11-23T16:00:00'))
    desk.advanceTo('2026-11-23T15:59:00+08:00')
    expect(alertsOf(desk.take()).map(({ to }) => to)).toEqual(['team:service'])
    desk.advanceTo('2026-11-23T16:00:00+08:00')
    const missed = desk.take()
    expect(alertsOf(missed).map(({ to }) => to)).toEqual(['team:service', 'team:supervisors'])
    expect(recordKeys(missed)).toEqual(['overdue'])
    desk.advanceTo('2026-11-23T17:00:00+08:00')
    const again = desk.take()
    expect(alertsOf(again).map(({ to }) => to)).toEqual(['team:service', 'team:management'])
    expect(recordKeys(again)).toEqual(['overdueAgain'])
    desk.advanceTo('2026-11-24T11:00:00+08:00')
    expect(alertKeys(desk.take(), 'team:management')).toEqual(['reminder.again'])
    desk.advanceTo('2026-11-24T17:59:00+08:00')
    expect(desk.take()).toEqual([])
    desk.advanceTo('2026-11-24T18:00:00+08:00')
    expect(alertKeys(desk.take(), 'team:management')).toEqual(['reminder.again'])
    desk.taken()
    desk.take()
    desk.advanceTo('2026-11-25T18:00:00+08:00')
    expect(desk.take()).toEqual([])
  })

  it('allows a major case ten minutes at any hour and calls both circles', () => {
    const desk = new TicketDesk({ complaint: { level: 3 }, now: at('2026-11-22T03:00:00') })
    expect(desk.view.dueAt).toBe(at('2026-11-22T03:10:00'))
    desk.take()
    desk.advance(10)
    const rooms = alertsOf(desk.take()).map(({ to }) => to)
    expect(rooms.slice(-3)).toEqual(['team:service', 'team:supervisors', 'team:management'])
    desk.advance(10)
    expect(alertsOf(desk.take()).map(({ to }) => to)).toContain('team:management')
  })

  it('waits outside working time where the case is not major', () => {
    const desk = new TicketDesk({ now: at('2026-11-20T17:00:00') })
    expect(desk.view.dueAt).toBe(at('2026-11-23T10:00:00'))
  })

  it('is due sooner once the level is raised to major', () => {
    const desk = new TicketDesk()
    desk.advance(30)
    const done = desk.order('su', 'staff.levelled', { level: 3, reason: '有人受伤' })
    expect(alertKeys(done, 'team:supervisors')).toEqual(['card.title.major'])
    desk.take()
    desk.advance(1)
    expect(recordKeys(desk.take())).toContain('overdue')
  })
})

describe('the department', () => {
  const there = () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    desk.take()
    return desk
  }

  it('has three working days, reminded before, at and after', () => {
    const desk = there()
    expect(desk.view.dueAt).toBe(at('2026-11-26T18:00:00'))
    desk.advanceTo('2026-11-26T17:59:00+08:00')
    const before = desk.take()
    expect(alertKeys(before)).toEqual(['reminder.near'])
    expect(alertsOf(before)[0]?.to).toBe('team:quality')
    desk.advanceTo('2026-11-26T18:00:00+08:00')
    expect(alertsOf(desk.take()).map(({ to }) => to)).toEqual(['team:quality', 'team:supervisors'])
    desk.advanceTo('2026-11-27T10:00:00+08:00')
    expect(alertsOf(desk.take()).map(({ to }) => to)).toContain('team:management')
  })

  it('keeps its deadline when one of its people takes the case', () => {
    const desk = there()
    desk.advanceTo('2026-11-25T10:00:00+08:00')
    desk.order('he', 'staff.took')
    expect(desk.view).toMatchObject({ state: 'proposing', dueAt: at('2026-11-26T18:00:00') })
    desk.take()
    desk.advanceTo('2026-11-26T18:00:00+08:00')
    expect(alertsOf(desk.take(), 'staff:he').length).toBeGreaterThan(0)
  })

  it('makes a late major case graver by the policy’s rule', () => {
    const desk = new TicketDesk({ complaint: { level: 3 } }).judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    desk.advanceTo('2026-11-26T18:00:00+08:00')
    expect(desk.view.level).toBe(4)
    expect(recorded(desk.take(), 'raised')).toMatchObject({
      by: 'system',
      what: { values: { rule: 'level.late' } },
    })
    const minor = there()
    minor.advanceTo('2026-11-26T18:00:00+08:00')
    expect(minor.view.level).toBe(2)
  })
})

describe('approval and carrying out', () => {
  it('call the next circle when they are late', () => {
    const desk = new TicketDesk().proposed()
    desk.take()
    desk.advanceTo('2026-11-24T18:00:00+08:00')
    expect(recordKeys(desk.take())).toContain('overdue')
    desk.advanceTo('2026-11-25T10:00:00+08:00')
    expect(alertKeys(desk.take(), 'team:management')).toContain('reminder.again')
    const doing = new TicketDesk().accepted()
    doing.take()
    doing.advanceTo('2026-11-26T18:00:00+08:00')
    expect(alertKeys(doing.take(), 'team:supervisors')).toEqual(['reminder.passed'])
  })
})

describe('the promised day', () => {
  const day = (time: string) => `2026-11-30T${time}:00+08:00`

  it('asks the owner in the morning and shows the supervisors at 15:00', () => {
    const desk = new TicketDesk().judged()
    desk.advanceTo(day('08:59'))
    desk.take()
    desk.advanceTo(day('09:00'))
    const morning = desk.take()
    expect(alertKeys(morning, 'staff:wang')).toEqual(['reminder.today'])
    desk.advanceTo(day('15:00'))
    const afternoon = desk.take()
    expect(alertKeys(afternoon, 'team:supervisors')).toEqual(['reminder.afternoon'])
    expect(toldOf([...morning, ...afternoon])).toEqual([])
  })

  it('tells the customer before closing time who has it and the day a person has set', () => {
    const desk = new TicketDesk().judged()
    desk.advanceTo(day('10:00'))
    const set = desk.order('wang', 'staff.promised', {
      at: at('2026-12-03T00:00:00'),
      reason: '等检测',
    })
    expect(toldOf(set)).toEqual([])
    desk.take()
    desk.advanceTo(day('17:30'))
    const late = desk.take()
    expect(toldOf(late)).toEqual([
      expect.objectContaining({
        type: 'ticket.late',
        publicName: 'wang-public',
        promisedAt: at('2026-12-03T18:00:00'),
      }),
    ])
    expect(recordKeys(late)).toEqual(['askedSupervisors', 'late'])
    expect(alertKeys(late, 'team:supervisors')).toEqual(['reminder.afternoon'])
    expect(desk.view).toMatchObject({ promisedAt: at('2026-12-03T18:00:00') })
    desk.advanceTo('2026-12-03T09:00:00+08:00')
    expect(alertKeys(desk.take(), 'staff:wang')).toContain('reminder.today')
  })

  it('sets the next working day by rule where nobody set one, and tells the supervisors so', () => {
    const desk = new TicketDesk()
    desk.advanceTo(day('17:29'))
    desk.take()
    desk.advanceTo(day('17:30'))
    const late = desk.take()
    expect(toldOf(late)).toEqual([
      expect.objectContaining({ publicName: '客服组', promisedAt: at('2026-12-01T18:00:00') }),
    ])
    expect(alertKeys(late, 'team:supervisors')).toContain('alert.lateByRule')
    expect(recorded(late, 'lateByRule').what.values).toMatchObject({ rule: 'promised-day' })
    desk.advanceTo('2026-12-02T17:30:00+08:00')
    expect(toldTypes(desk.take())).toEqual(['ticket.late', 'ticket.late'])
  })

  it('is not spoken of once the customer has the result', () => {
    const desk = new TicketDesk().refused()
    desk.take()
    desk.advanceTo(day('18:00'))
    expect(desk.take()).toEqual([])
  })

  it('may be moved nearer by a person', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.promised', { at: at('2026-11-25T00:00:00'), reason: '快了' })
    expect(desk.view).toMatchObject({
      promisedAt: at('2026-11-25T18:00:00'),
      dueAt: at('2026-11-25T18:00:00'),
    })
    const past = desk.order('wang', 'staff.promised', { at: 1, reason: '' })
    expect(alertKeys(past)).toEqual(['refusal.pastDay'])
  })

  it('counts round a holiday and its make-up day', () => {
    const desk = new TicketDesk({ now: at('2026-09-28T10:00:00') })
    // National Day 2026: off from 1 to 7 October; Saturday 10 October is worked.
    expect(desk.view.promisedAt).toBe(at('2026-10-10T18:00:00'))
  })
})

describe('every state that waits', () => {
  const ways: Record<string, () => TicketDesk> = {
    received: () => new TicketDesk(),
    investigating: () => new TicketDesk().taken(),
    'at department': () => {
      const desk = new TicketDesk().judged()
      desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
      return desk
    },
    proposing: () => {
      const desk = new TicketDesk().proposed()
      desk.order('su', 'staff.rejected', { reason: '太贵' })
      return desk
    },
    'awaiting approval': () => new TicketDesk().proposed(),
    'awaiting customer': () => new TicketDesk().offered(),
    implementing: () => new TicketDesk().accepted(),
    'follow-up': () => new TicketDesk().carriedOut(),
    refused: () => new TicketDesk().refused(),
  }

  it.each(Object.entries(ways))('%s has a deadline and does not sleep', (state, way) => {
    const desk = way()
    expect(desk.state).toBe(state)
    expect(desk.view.dueAt).not.toBeNull()
    for (let month = 0; month < 3; month++) {
      expect(desk.slots.size).toBeGreaterThan(0)
      desk.take()
      desk.advance(30 * 24 * 60)
      if (endedStates.includes(desk.state)) return
      expect(desk.take().length).toBeGreaterThan(0)
    }
  })

  it('leaves no timer behind when it ends', () => {
    for (const way of Object.values(ways)) {
      const desk = way()
      desk.send({ type: 'customer.withdrew' })
      expect(desk.state satisfies TicketState).toBe('withdrawn')
      expect(desk.view).toMatchObject({ dueAt: null, promisedAt: null })
      expect([...desk.slots.keys()]).toEqual([])
    }
  })
})
