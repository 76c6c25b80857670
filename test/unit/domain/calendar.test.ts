import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addSpan,
  type Calendar,
  dayKey,
  endOfWorkingDay,
  isWorkingDay,
  isWorkingTime,
  onDayAt,
  startOfDay,
  workingMsBetween,
} from '../../../src/domain/calendar.ts'
import type { Span } from '../../../src/domain/policy.ts'

const hour = 3_600_000
const day = 24 * hour

const china: Calendar = {
  zone: 'Asia/Shanghai',
  periods: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  weekdays: [1, 2, 3, 4, 5],
  holidays: new Set([
    ...['2026-01-01', '2026-01-02', '2026-01-03'],
    ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((d) => `2026-02-${d}`),
    ...['01', '02', '03', '04', '05', '06', '07'].map((d) => `2026-10-${d}`),
  ]),
  workingDays: new Set(['2026-01-04', '2026-02-14', '2026-02-28', '2026-09-20', '2026-10-10']),
}

const berlin: Calendar = {
  ...china,
  zone: 'Europe/Berlin',
  periods: [{ from: '00:00', to: '24:00' }],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  holidays: new Set(),
  workingDays: new Set(),
}

/** Local Chinese time to epoch ms and back. */
function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
}
function shown(ms: number): string {
  return new Date(ms + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
}

const working = (n: number): Span => ({ n, unit: 'working days' })
const hours = (n: number): Span => ({ n, unit: 'working hours' })

describe('working days', () => {
  test.each([
    ['Monday morning', '2026-11-16 10:00', 3, '2026-11-19 18:00'],
    ['Friday night', '2026-11-20 23:30', 5, '2026-11-27 18:00'],
    ['Saturday', '2026-11-21 09:00', 5, '2026-11-27 18:00'],
    ['Sunday night', '2026-11-22 23:59', 5, '2026-11-27 18:00'],
    ['the first minute of Monday', '2026-11-23 00:00', 1, '2026-11-24 18:00'],
    ['the day before National Day', '2026-09-30 17:00', 1, '2026-10-08 18:00'],
    ['inside National Day', '2026-10-03 12:00', 3, '2026-10-10 18:00'],
    ['before the make-up Sunday', '2026-09-18 15:00', 1, '2026-09-20 18:00'],
    ['on the make-up Sunday', '2026-09-20 15:00', 1, '2026-09-21 18:00'],
    ['before Spring Festival', '2026-02-13 16:00', 2, '2026-02-24 18:00'],
    ['on Spring Festival', '2026-02-17 08:00', 5, '2026-02-28 18:00'],
    ['over the end of the year', '2025-12-31 20:00', 1, '2026-01-04 18:00'],
  ])('from %s (%s), %i end on %s', (_, from, n, end) => {
    expect(shown(addSpan(china, at(from), working(n)))).toBe(end)
  })

  it('of none end with the working day itself, or the next one', () => {
    expect(shown(addSpan(china, at('2026-11-20 10:00'), working(0)))).toBe('2026-11-20 18:00')
    expect(shown(addSpan(china, at('2026-11-20 19:00'), working(0)))).toBe('2026-11-23 18:00')
  })
})

describe('working hours', () => {
  test.each([
    ['inside the morning', '2026-11-20 09:30', 2, '2026-11-20 11:30'],
    ['over lunch', '2026-11-20 11:00', 2, '2026-11-20 14:00'],
    ['up to the moment lunch begins', '2026-11-20 10:00', 2, '2026-11-20 12:00'],
    ['begun at lunch', '2026-11-20 12:30', 2, '2026-11-20 15:00'],
    ['over the week-end', '2026-11-20 17:00', 2, '2026-11-23 10:00'],
    ['begun on Friday night', '2026-11-20 22:00', 2, '2026-11-23 11:00'],
    ['begun on a holiday', '2026-10-01 10:00', 8, '2026-10-08 18:00'],
    ['begun before opening', '2026-11-20 03:00', 0.5, '2026-11-20 09:30'],
    ['of none, at night', '2026-11-20 22:00', 0, '2026-11-23 09:00'],
  ])('%s', (_, from, n, end) => {
    expect(shown(addSpan(china, at(from), hours(n)))).toBe(end)
  })
})

describe('time by the calendar', () => {
  test.each([
    [{ n: 6, unit: 'seconds' }, 6_000],
    [{ n: 10, unit: 'minutes' }, 600_000],
    [{ n: 3, unit: 'hours' }, 3 * hour],
    [{ n: 2, unit: 'days' }, 2 * day],
  ] as const)('runs through nights and holidays: %o', (span, ms) => {
    const from = at('2026-10-01 23:00')
    expect(addSpan(china, from, span) - from).toBe(ms)
  })

  it('keeps the local hour where summer time begins or ends', () => {
    const before = Date.parse('2026-03-28T12:00:00+01:00')
    expect(addDays(berlin, before, 1)).toBe(Date.parse('2026-03-29T12:00:00+02:00'))
    expect(addDays(berlin, Date.parse('2026-10-26T12:00:00+01:00'), -2)).toBe(
      Date.parse('2026-10-24T12:00:00+02:00'),
    )
  })

  it('moves a time the clock skips on, and takes the first of two', () => {
    const spring = Date.parse('2026-03-29T12:00:00+02:00')
    expect(onDayAt(berlin, spring, '02:30')).toBe(Date.parse('2026-03-29T03:30:00+02:00'))
    const autumn = Date.parse('2026-10-25T12:00:00+01:00')
    expect(onDayAt(berlin, autumn, '02:30')).toBe(Date.parse('2026-10-25T02:30:00+02:00'))
  })

  it('counts the 23 and 25 hours of the days on which the clock is changed', () => {
    const length = (date: string) =>
      workingMsBetween(
        berlin,
        startOfDay(berlin, Date.parse(`${date}T10:00:00Z`)),
        startOfDay(berlin, Date.parse(`${date}T10:00:00Z`) + day),
      )
    expect(length('2026-03-29')).toBe(23 * hour)
    expect(length('2026-10-25')).toBe(25 * hour)
    expect(length('2026-11-21')).toBe(24 * hour)
  })
})

describe('a day', () => {
  it('is named by the desk, not by the machine', () => {
    expect(dayKey(china, Date.parse('2026-11-20T16:00:00Z'))).toBe('20261121')
    expect(dayKey(china, Date.parse('2026-11-20T15:59:59Z'))).toBe('20261120')
    expect(shown(startOfDay(china, at('2026-11-21 23:59')))).toBe('2026-11-21 00:00')
    expect(shown(onDayAt(china, at('2026-11-21 23:59'), '15:00'))).toBe('2026-11-21 15:00')
  })

  it('is worked by weekday, holiday and make-up day', () => {
    expect(isWorkingDay(china, at('2026-11-20 23:00'))).toBe(true)
    expect(isWorkingDay(china, at('2026-11-21 12:00'))).toBe(false)
    expect(isWorkingDay(china, at('2026-10-01 12:00'))).toBe(false)
    expect(isWorkingDay(china, at('2026-10-10 12:00'))).toBe(true)
  })

  it('ends where its last period ends, or the next working day does', () => {
    expect(shown(endOfWorkingDay(china, at('2026-11-20 08:00')))).toBe('2026-11-20 18:00')
    expect(shown(endOfWorkingDay(china, at('2026-11-20 18:00')))).toBe('2026-11-20 18:00')
    expect(shown(endOfWorkingDay(china, at('2026-11-20 18:01')))).toBe('2026-11-23 18:00')
    expect(shown(endOfWorkingDay(china, at('2026-10-02 08:00')))).toBe('2026-10-08 18:00')
  })

  it('has a break that is no working time', () => {
    expect(isWorkingTime(china, at('2026-11-20 09:00'))).toBe(true)
    expect(isWorkingTime(china, at('2026-11-20 12:00'))).toBe(false)
    expect(isWorkingTime(china, at('2026-11-20 13:00'))).toBe(true)
    expect(isWorkingTime(china, at('2026-11-20 18:00'))).toBe(false)
    expect(workingMsBetween(china, at('2026-11-20 11:00'), at('2026-11-23 10:00'))).toBe(7 * hour)
    expect(workingMsBetween(china, at('2026-11-23 10:00'), at('2026-11-20 11:00'))).toBe(0)
  })
})

it('refuses a calendar on which nobody ever works', () => {
  expect(() => addSpan({ ...china, weekdays: [], workingDays: new Set() }, 0, hours(1))).toThrow(
    'no working time',
  )
})

describe('whatever the moment and the span', () => {
  const moment = fc.integer({ min: at('2025-12-01 00:00'), max: at('2027-02-01 00:00') })
  const calendar = fc.constantFrom(china, berlin, { ...china, zone: 'America/New_York' })
  const span = fc.record({
    n: fc.nat(40),
    unit: fc.constantFrom<Span['unit']>(
      'seconds',
      'minutes',
      'hours',
      'days',
      'working hours',
      'working days',
    ),
  })

  it('starting later never ends earlier', () => {
    fc.assert(
      fc.property(calendar, moment, fc.nat(10 * day), span, (where, from, later, length) => {
        // A day over the change to summer time moves the skipped hour past its neighbours.
        fc.pre(length.unit !== 'days' || where === china)
        expect(addSpan(where, from + later, length)).toBeGreaterThanOrEqual(
          addSpan(where, from, length),
        )
      }),
    )
  })

  it('a longer span never ends earlier, nor before it begins', () => {
    fc.assert(
      fc.property(calendar, moment, span, (where, from, length) => {
        const end = addSpan(where, from, length)
        expect(end).toBeGreaterThanOrEqual(from)
        expect(addSpan(where, from, { ...length, n: length.n + 1 })).toBeGreaterThanOrEqual(end)
      }),
    )
  })

  it('a working span ends in working time', () => {
    fc.assert(
      fc.property(calendar, moment, fc.integer({ min: 1, max: 40 }), (where, from, n) => {
        expect(isWorkingTime(where, addSpan(where, from, hours(n)) - 1)).toBe(true)
        const end = addSpan(where, from, working(n))
        expect(isWorkingTime(where, end - 1)).toBe(true)
        expect(isWorkingTime(where, end)).toBe(where === berlin)
      }),
    )
  })

  it('working hours add up to the working time in between', () => {
    fc.assert(
      fc.property(calendar, moment, fc.nat(100), (where, from, n) => {
        expect(workingMsBetween(where, from, addSpan(where, from, hours(n)))).toBe(n * hour)
      }),
    )
  })

  it('n working days contain n working days after the first', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 20 }), (from, n) => {
        const end = addSpan(china, from, working(n))
        let worked = 0
        for (let d = addDays(china, from, 1); startOfDay(china, d) <= end; d = addDays(china, d, 1))
          if (isWorkingDay(china, d)) worked++
        expect(worked).toBe(n)
      }),
    )
  })

  it('the start of a day is on that day and nothing before it is', () => {
    fc.assert(
      fc.property(calendar, moment, (where, when) => {
        const start = startOfDay(where, when)
        expect(dayKey(where, start)).toBe(dayKey(where, when))
        expect(dayKey(where, start - 1)).not.toBe(dayKey(where, when))
      }),
    )
  })
})
