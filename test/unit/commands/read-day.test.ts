import { describe, expect, it, test } from 'vitest'
import type { Calendar } from '../../../src/domain/calendar.ts'
import { readDay } from '../../../src/inbox/read-day.ts'

const calendar: Calendar = {
  zone: 'Asia/Shanghai',
  periods: [{ from: '09:00', to: '18:00' }],
  weekdays: [1, 2, 3, 4, 5],
  holidays: new Set(),
  workingDays: new Set(),
}
/** A Monday. */
const now = Date.parse('2026-11-23T10:00:00+08:00')

function read(text: string): string {
  const day = readDay(text, calendar, now)
  if (!day) return 'none'
  const local = new Date(day.at + 8 * 3_600_000).toISOString()
  expect(local.slice(11)).toBe('00:00:00.000Z')
  return `${local.slice(0, 10)} ${day.rest}`.trim()
}

describe('a day', () => {
  test.each([
    ['2026-12-01', '2026-12-01'],
    ['2026-12-01 waiting for parts', '2026-12-01 waiting for parts'],
    ['2026/12/1', '2026-12-01'],
    ['2026年12月1日 等配件', '2026-12-01 等配件'],
    ['12-01', '2026-12-01'],
    ['12月1日', '2026-12-01'],
    ['12月1号等配件', '2026-12-01 等配件'],
    ['01-05', '2027-01-05'],
    ['11-23', '2026-11-23'],
    ['25号', '2026-11-25'],
    ['3日', '2026-12-03'],
    ['周五', '2026-11-27'],
    ['週五 等零件', '2026-11-27 等零件'],
    ['星期五', '2026-11-27'],
    ['下周三', '2026-12-02'],
    ['明天', '2026-11-24'],
    ['后天 等配件', '2026-11-25 等配件'],
    ['3天后', '2026-11-26'],
    ['三天后', '2026-11-26'],
    ['tomorrow', '2026-11-24'],
    ['Friday', '2026-11-27'],
    ['next Friday parts arrive', '2026-12-04 parts arrive'],
    ['in 3 days', '2026-11-26'],
    ['１２月１日', '2026-12-01'],
  ])('is read from %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each(['soon', '等配件 12-01', '2026-02-30', '300元', ''])(
    'is not read from "%s"',
    (text) => {
      expect(read(text)).toBe('none')
    },
  )

  it('is the desk’s day, not the machine’s', () => {
    const lateEvening = Date.parse('2026-11-23T23:30:00+08:00')
    const day = readDay('tomorrow', calendar, lateEvening)
    expect(day?.at).toBe(Date.parse('2026-11-24T00:00:00+08:00'))
  })
})
