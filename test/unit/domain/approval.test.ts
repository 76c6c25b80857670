import { expect, test } from 'vitest'
import { mayApprove } from '../../../src/domain/approval.ts'
import type { Role } from '../../../src/domain/person.ts'

function ask(
  roles: readonly Role[],
  total: number,
  given: { author?: string; selfUpTo?: number } = {},
) {
  return mayApprove({
    approval: {
      limits: [
        { rule: 'approval.approver', role: 'approver', upTo: 50_000 },
        { rule: 'approval.supervisor', role: 'supervisor', upTo: 80_000 },
        { rule: 'approval.manager', role: 'manager', upTo: null },
      ],
      selfUpTo: { rule: 'approval.self', value: given.selfUpTo ?? 0 },
    },
    who: { id: 'bo', roles },
    author: given.author ?? 'ann',
    total,
  })
}

test('a sum within the limit may be approved, to the last 分', () => {
  expect(ask(['approver'], 50_000)).toEqual({ ok: true, self: false, limit: 50_000 })
  expect(ask(['approver'], 50_001)).toEqual({ ok: false, why: 'limit', limit: 50_000 })
})

test('the highest of several roles counts', () => {
  expect(ask(['agent', 'supervisor', 'approver'], 70_000)).toMatchObject({ ok: true })
  expect(ask(['approver', 'manager'], 10 ** 9)).toMatchObject({ ok: true })
})

test('a role without a limit approves nothing, not even an apology', () => {
  expect(ask(['agent', 'handler', 'auditor'], 0)).toEqual({ ok: false, why: 'role', limit: 0 })
})

test('nobody approves his own, unless the desk allows it up to a sum', () => {
  expect(ask(['manager'], 0, { author: 'bo' })).toMatchObject({ ok: false, why: 'own' })
  const allowed = { author: 'bo', selfUpTo: 20_000 }
  expect(ask(['manager'], 20_000, allowed)).toMatchObject({ ok: true, self: true })
  expect(ask(['manager'], 20_001, allowed)).toMatchObject({ ok: false, why: 'own' })
  expect(ask(['agent'], 100, allowed)).toMatchObject({ ok: false, why: 'role' })
})

test('his own is still bound by his limit', () => {
  expect(ask(['approver'], 60_000, { author: 'bo', selfUpTo: 90_000 })).toMatchObject({
    ok: false,
    why: 'limit',
  })
})
