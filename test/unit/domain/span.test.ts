import { expect, test } from 'vitest'
import { parseSpan, spanMs } from '../../../src/domain/span.ts'

test.each([
  ['3 working days', { n: 3, unit: 'working days' }],
  ['1 working day', { n: 1, unit: 'working days' }],
  ['2 working hours', { n: 2, unit: 'working hours' }],
  ['0.5 working hours', { n: 0.5, unit: 'working hours' }],
  ['10 minutes', { n: 10, unit: 'minutes' }],
  ['1.5 seconds', { n: 1.5, unit: 'seconds' }],
  ['  15  days ', { n: 15, unit: 'days' }],
])('%j is a length of time', (text, span) => {
  expect(parseSpan(text)).toEqual(span)
})

test.each([
  '',
  '5',
  'days',
  '5 workingdays',
  '-1 days',
  '1.5 days',
  '1.5 working days',
  '5days',
  '1e3 days',
  '3 weeks',
])('%j is none', (text) => {
  expect(parseSpan(text)).toBeUndefined()
})

test('a span has a length of its own unless it runs in working time', () => {
  expect(spanMs({ n: 1.5, unit: 'seconds' })).toBe(1_500)
  expect(spanMs({ n: 15, unit: 'days' })).toBe(1_296_000_000)
  expect(() => spanMs({ n: 1, unit: 'working hours' })).toThrow('no length')
})
