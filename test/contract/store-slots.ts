import { describe, expect, it } from 'vitest'
import { ann, bo, done, item, minute, noon, said, timer, words } from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

const shop = 'team:service' as const
const later = noon + 10 * minute

export function slotContract({ store, reopen }: Bench): void {
  describe('a slot', () => {
    it.each([
      ['a timer by a timer', timer(ann, 's', later), timer(ann, 's', later + 1)],
      [
        'words by words',
        words(shop, 'old', { slot: 's', dueAt: later }),
        words(shop, 'new', { slot: 's', dueAt: later + 1 }),
      ],
      [
        'a timer by words',
        timer(ann, 's', later),
        words(shop, 'new', { slot: 's', dueAt: later + 1 }),
      ],
      [
        'words by a timer',
        words(shop, 'old', { slot: 's', dueAt: later }),
        timer(ann, 's', later + 1),
      ],
    ])('holds one letter: replaces %s', async (_name, older, newer) => {
      await done(store(), item(ann, 0, { letters: [older] }))
      await done(store(), item(ann, 1, { letters: [newer] }))
      expect(await store().nextDue()).toBe(later + 1)
      await reopen()
      const claimed = await store().claim(later + 1, 10, minute)
      expect(claimed.map(({ id }) => id)).toEqual([`${ann}@2#0`])
    })

    it('holds the last letter of a commit that posts two into it', async () => {
      const letters = [
        words(shop, 'old', { slot: 's' }),
        timer(ann, 's', noon),
        words(shop, 'last', { slot: 's' }),
      ]
      const committed = await done(store(), item(ann, 0, { letters }))
      expect(committed.letters.map(({ id }) => id)).toEqual([`${ann}@1#2`])
      await reopen()
      expect(said(await store().claim(noon, 10, minute))).toEqual(['last'])
    })

    it('is emptied before the same commit posts into it', async () => {
      await done(
        store(),
        item(ann, 0, { letters: [timer(ann, 's', later), timer(ann, 'kept', later)] }),
      )
      await done(store(), item(ann, 1, { cancels: ['s'], letters: [timer(ann, 's', later + 1)] }))
      const claimed = await store().claim(later + 1, 10, minute)
      expect(claimed.map(({ id }) => id)).toEqual([`${ann}@1#1`, `${ann}@2#0`])
    })

    it('can be cancelled, leased or not', async () => {
      const letters = [
        timer(ann, 'a', noon),
        timer(ann, 'b', later),
        words(shop, 'c', { slot: 'c' }),
      ]
      await done(store(), item(ann, 0, { letters }))
      await done(store(), item(ann, 1, { cancels: ['a', 'b', 'c', 'none'] }))
      expect(await store().nextDue()).toBeUndefined()
      await reopen()
      expect(await store().claim(later, 10, minute)).toEqual([])
    })

    it('belongs to one actor', async () => {
      await done(store(), item(ann, 0, { letters: [timer(ann, 's', later)] }))
      await done(store(), item(bo, 0, { cancels: ['s'], letters: [timer(bo, 's', later)] }))
      expect(await store().claim(later, 10, minute)).toHaveLength(2)
    })
  })

  describe('a letter to oneself', () => {
    it('is removed by the commit that answers it', async () => {
      await done(store(), item(ann, 0, { letters: [timer(ann, 's', later)] }))
      const [claimed] = await store().claim(later, 1, minute)
      await done(store(), item(ann, 1, { answers: claimed!.id }), later)
      expect(await store().nextDue()).toBeUndefined()
      await reopen()
      expect(await store().claim(later + minute, 10, minute)).toEqual([])
    })

    it('may be followed by another in its slot by the commit that answers it', async () => {
      await done(store(), item(ann, 0, { letters: [timer(ann, 's', noon)] }))
      await done(
        store(),
        item(ann, 1, { answers: `${ann}@1#0`, letters: [timer(ann, 's', later)] }),
      )
      const claimed = await store().claim(later, 10, minute)
      expect(claimed.map(({ id }) => id)).toEqual([`${ann}@2#0`])
    })

    it.each([
      ['was replaced', (): object => ({ letters: [timer(ann, 's', later + minute)] })],
      ['was cancelled', () => ({ cancels: ['s'] })],
      ['was answered', () => ({ answers: `${ann}@1#0` })],
    ])('that %s while somebody had it is gone', async (_name, change) => {
      await done(store(), item(ann, 0, { letters: [timer(ann, 's', later)] }))
      const [claimed] = await store().claim(later, 1, minute)
      await done(store(), item(ann, 1, change()), later)
      const before = await store().load(ann)
      for (const revision of [1, 2]) {
        const late = item(ann, revision, {
          answers: claimed!.id,
          letters: [words(shop, 'too late')],
        })
        expect(await store().commit(late, later)).toEqual({ outcome: 'gone' })
      }
      expect(await store().load(ann)).toEqual(before)
      expect(said(await store().claim(later, 10, minute))).toEqual([])
    })

    it('that was settled or parked while somebody had it is gone', async () => {
      const letters = [timer(ann, 'a', noon), timer(ann, 'b', noon)]
      await done(store(), item(ann, 0, { letters }))
      await Promise.all([store().settle(`${ann}@1#0`), store().park(`${ann}@1#1`, 'too often')])
      for (const n of [0, 1]) {
        const late = item(ann, 1, { answers: `${ann}@1#${n}` })
        expect(await store().commit(late, noon)).toEqual({ outcome: 'gone' })
      }
    })

    it('survives a stale commit that answers it', async () => {
      await done(store(), item(ann, 0, { letters: [timer(ann, 's', noon)] }))
      await done(store(), item(ann, 1))
      const stale = item(ann, 1, { answers: `${ann}@1#0` })
      expect(await store().commit(stale, noon)).toEqual({ outcome: 'stale' })
      await done(store(), item(ann, 2, { answers: `${ann}@1#0` }))
    })
  })
}
