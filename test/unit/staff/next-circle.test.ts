import { expect, it } from 'vitest'
import { isAbove, nextCircle } from '../../../src/staff/next-circle.ts'

const organisation = { circles: ['supervisors', 'management', 'board'] }

it.each([
  ['team:service', 'team:supervisors'],
  ['staff:wang', 'team:supervisors'],
  ['team:supervisors', 'team:management'],
  ['team:board', undefined],
] as const)('above %s there is %s', (to, next) => {
  expect(nextCircle(to, organisation)).toBe(next)
})

it.each([
  ['team:management', 'team:supervisors', true],
  ['team:supervisors', 'team:service', true],
  ['team:supervisors', 'team:management', false],
  ['team:management', 'team:management', false],
  ['staff:zhao', 'team:board', true],
] as const)('that %s is above %s: %s', (reader, to, above) => {
  expect(isAbove(reader, to, organisation)).toBe(above)
})
