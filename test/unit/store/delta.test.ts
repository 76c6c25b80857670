import { expect, it } from 'vitest'
import { deltaOf } from '../../../src/store/mongodb/delta.ts'
import type { ActorDocument } from '../../../src/store/mongodb/document.ts'

const document = (more: object = {}, desk: object = {}) =>
  ({
    _id: 'ticket:t1',
    state: 'received',
    ...more,
    desk: { mark: 'a', writes: 1, keys: [{ key: 'k1', until: 1 }], lines: [], ...desk },
  }) as unknown as ActorDocument

it('a list that grew is pushed at its end, what changed is set, what went is removed', () => {
  const before = document({ nextDue: 5, phone: '1' })
  const keys = [
    { key: 'k1', until: 1 },
    { key: 'k2', until: 2 },
  ]
  const lines = [{ seq: 1, line: '{}' }]
  const after = document({ phone: '2' }, { mark: 'b', writes: 2, keys, lines })
  expect(deltaOf(before, after)).toEqual({
    $set: { phone: '2', 'desk.mark': 'b', 'desk.writes': 2, 'desk.lines': lines },
    $unset: { nextDue: true },
    $push: { 'desk.keys': { $each: [{ key: 'k2', until: 2 }] } },
  })
})

it('a list that lost or changed something is set whole', () => {
  const keys = [{ key: 'k1', until: 1 }]
  for (const shorter of [[], [{ key: 'k1', until: 9 }], [{ key: 'k0', until: 0 }, ...keys]]) {
    const after = document({}, { mark: 'b', keys: shorter })
    expect(deltaOf(document(), after)).toEqual({
      $set: { 'desk.mark': 'b', 'desk.keys': shorter },
    })
  }
})

it('what is the same stays out of it, also where it was made anew', () => {
  const at = new Date(7)
  const before = document({ openedAt: at, about: ['x'] })
  const after = document({ openedAt: new Date(7), about: ['x'] }, { mark: 'b' })
  expect(deltaOf(before, after)).toEqual({ $set: { 'desk.mark': 'b' } })
})
