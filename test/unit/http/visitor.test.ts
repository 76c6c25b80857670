import { expect, it, test } from 'vitest'
import { VirtualClock } from '../../../src/clock/virtual.ts'
import { harmless } from '../../../src/domain/harmless.ts'
import { createPace } from '../../../src/http/pace.ts'
import { localeOf } from '../../../src/http/visitor.ts'

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['zh-TW', 'zh-TW'],
  ['zh-HK,zh;q=0.9', 'zh-TW'],
  ['zh-Hant-MO', 'zh-TW'],
  ['zh-Hans-TW', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['fr-FR,en;q=0.3,zh-TW;q=0.7', 'zh-TW'],
  ['EN-us', 'en'],
  ['fr,de', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads the language %s as %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})

test.each([
  ['gpj\u202eexe.', 'gpjexe.'],
  ['\u2066hidden\u2069', 'hidden'],
  ['a\u0000b\u001b[2Jc\u0007', 'ab[2Jc'],
  ['one\r\ntwo\tthree', 'one\ntwo\tthree'],
  ['👨‍👩‍👧 שלום 𠮷', '👨‍👩‍👧 שלום 𠮷'],
])('makes %j harmless', (given, shown) => {
  expect(harmless(given)).toBe(shown)
})

it('lets so many through in a minute, tells how long to wait, and forgives evenly', () => {
  const clock = new VirtualClock(0)
  const pace = createPace(clock, 60)
  for (let n = 0; n < 60; n++) expect(pace('ann')).toBe(0)
  expect(pace('ann')).toBe(1000)
  expect(pace('bo')).toBe(0)
  clock.moveTo(2000)
  expect([pace('ann'), pace('ann'), pace('ann')]).toEqual([0, 0, 1000])
  clock.moveTo(10 * 60_000)
  for (let n = 0; n < 60; n++) expect(pace('ann')).toBe(0)
  expect(pace('ann')).toBeGreaterThan(0)
})
