import { expect, it } from 'vitest'
import { isoIn } from '../../../src/chat/iso.ts'

const at = Date.parse('2026-11-21T01:02:03.004Z')

it.each([
  ['Asia/Shanghai', '2026-11-21T09:02:03.004+08:00'],
  ['Asia/Kolkata', '2026-11-21T06:32:03.004+05:30'],
  ['America/St_Johns', '2026-11-20T21:32:03.004-03:30'],
  ['UTC', '2026-11-21T01:02:03.004Z'],
])('a moment in %s is written %s, and is the same moment', (zone, written) => {
  expect(isoIn(at, zone)).toBe(written)
  expect(Date.parse(written)).toBe(at)
})
