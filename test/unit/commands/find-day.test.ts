import { describe, expect, it } from 'vitest'
import { findDay } from '../../../src/inbox/read-day.ts'
import { loadSettings } from '../../../src/settings/load.ts'

/** Monday. */
const now = Date.parse('2026-11-23T10:00:00+08:00')
const { calendar } = loadSettings({ configFolder: 'config', env: {}, now })

function dayIn(words: string): string | undefined {
  const at = findDay(words, calendar, now)
  return at === undefined ? undefined : new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
}

describe('the day that words name', () => {
  it.each([
    ['女儿周六过生日要用', '2026-11-28'],
    ['没法做饭，明天家里来客人', '2026-11-24'],
    ['今晚就要', '2026-11-23'],
    ['孩子12月3号开学典礼要穿', '2026-12-03'],
    ['最晚28号', '2026-11-28'],
    ['3天内要修好', '2026-11-26'],
    ['月底搬家之前', '2026-11-30'],
    ['下周三之前', '2026-12-02'],
    ['周末要来客人', '2026-11-28'],
    ['下周末聚会', '2026-12-05'],
    ['上周六买的，这周五要用', '2026-11-27'],
    ['週六女兒生日要用', '2026-11-28'],
    ['後天就要出國了', '2026-11-25'],
    ['needed for a party on Saturday', '2026-11-28'],
    ['we move house by December 1', '2026-12-01'],
    ['tomorrow at the latest', '2026-11-24'],
    ['by the end of the month', '2026-11-30'],
  ])('%s: %s', (words, day) => {
    expect(dayIn(words)).toBe(day)
  })

  it.each([
    '没法洗衣服',
    '花了 12.5 块',
    '上周六买的',
    '订单 2026112300017',
    '一直等着',
    'as soon as possible',
    '住在3号楼',
  ])('is none in: %s', (words) => {
    expect(dayIn(words)).toBeUndefined()
  })
})
