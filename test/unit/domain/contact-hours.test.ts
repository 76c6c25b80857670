import { describe, expect, it, test } from 'vitest'
import { hoursIn, withinHours } from '../../../src/domain/contact-hours.ts'

describe('convenient hours in the customer’s words', () => {
  test.each([
    ['晚上七点以后', '19:00', '22:00'],
    ['晚上8点后', '20:00', '22:00'],
    ['下午', '13:00', '18:00'],
    ['上午十点以前', '09:00', '10:00'],
    ['after 6pm', '18:00', '22:00'],
    ['in the evening', '18:00', '21:00'],
    ['下班後', '18:00', '21:00'],
  ])('%s', (words, from, to) => {
    expect(hoursIn(words)).toEqual({ from, to })
  })

  test.each(['都行', '周末', 'any time'])('%s names none', (words) => {
    expect(hoursIn(words)).toBeUndefined()
  })
})

describe('the moment the desk may write of itself', () => {
  const calendar = {
    zone: 'Asia/Shanghai',
    periods: [{ from: '09:00', to: '18:00' }],
    weekdays: [1, 2, 3, 4, 5],
    holidays: new Set<string>(),
    workingDays: new Set<string>(),
  }
  const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`)
  const hours = { from: '09:00', to: '20:00' }

  it('is now within the hours, else when they begin again', () => {
    expect(withinHours(calendar, at('12:00'), hours)).toBe(at('12:00'))
    expect(withinHours(calendar, at('06:00'), hours)).toBe(at('09:00'))
    expect(withinHours(calendar, at('20:00'), hours)).toBe(at('09:00') + 86_400_000)
  })
})
