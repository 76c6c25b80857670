import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import { ann, bo, day, done, item, line, noon, timer, words } from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

const room = 'room:team/service' as const

export function erasingContract({ store, reopen, second }: Bench): void {
  describe('an erasing commit', () => {
    it('takes the earlier lines with it and keeps its own, whose numbers go on', async () => {
      await done(store(), item(ann, 0, { lines: [1, 2, 3].map((n) => line(n, `ann ${n}`)) }))
      await done(store(), item(bo, 0, { lines: [line(1, 'bo')] }))
      await done(store(), item(ann, 1, { lines: [line(4, 'gone')], erases: true }))
      expect(await texts(store())).toEqual(['gone'])
      await done(store(), item(ann, 2, { lines: [line(5, 'hello')] }))
      await reopen()
      expect(await texts(store())).toEqual(['gone', 'hello'])
      expect((await store().lastLines(ann, 9)).map(({ seq }) => seq)).toEqual([4, 5])
      expect((await store().lines(ann, 4, 9)).map(({ seq }) => seq)).toEqual([5])
      expect(await store().lines(bo, 0, 9)).toHaveLength(1)
    })

    it('leaves a late writer stale, who brings nothing back', async () => {
      await done(store(), item(ann, 0, { lines: [line(1, 'secret')] }))
      await done(store(), item(ann, 1, { erases: true }))
      const other = (await second()) ?? store()
      const late = item(ann, 1, { lines: [line(2, 'late')] })
      expect(await other.commit(late, noon)).toEqual({ outcome: 'stale' })
      expect(await store().lines(ann, 0, 9)).toEqual([])
      expect((await store().load(ann))?.revision).toBe(2)
    })

    it('is written or refused whole', async () => {
      await done(store(), item(ann, 0, { lines: [line(1, 'kept')] }))
      expect(await store().commit(item(ann, 9, { erases: true }), noon)).toEqual({
        outcome: 'stale',
      })
      expect(await texts(store())).toEqual(['kept'])
    })

    it('knows its consumed keys still', async () => {
      const consumed = { key: 'web:1', keepUntil: noon + day }
      await done(store(), item(ann, 0, { consumed }))
      await done(store(), item(ann, 1, { erases: true }))
      expect(await store().commit(item(ann, 2, { consumed }), noon)).toEqual({ outcome: 'seen' })
    })

    it('removes the files its lines named, and no file of others, be they the same bytes', async () => {
      const bytes = new Uint8Array([1, 2, 3])
      const mine = await store().putFile({ name: 'mine.png', type: 'image/png', bytes })
      const theirs = await store().putFile({ name: 'theirs.png', type: 'image/png', bytes })
      const only = new Uint8Array([4])
      const alone = await store().putFile({ name: 'alone.png', type: 'image/png', bytes: only })
      const lines = [{ ...line(1, 'look'), files: [mine, alone] }]
      await done(store(), item(ann, 0, { lines }))
      await done(store(), item(ann, 1, { erases: true }))
      expect(await store().file(mine.id)).toBeUndefined()
      expect(await store().file(alone.id)).toBeUndefined()
      expect((await store().file(theirs.id))?.bytes).toEqual(bytes)
      await reopen()
      expect(await store().file(alone.id)).toBeUndefined()
      const again = await store().putFile({ name: 'again.png', type: 'image/png', bytes: only })
      await store().prune(noon)
      expect((await store().file(again.id))?.bytes).toEqual(only)
    })

    it('removes parked letters; what is on its way leaves', async () => {
      const letters = [words('customer:web/ann', 'one'), words('team:service', 'two')]
      const { letters: lent } = await done(store(), item(ann, 0, { letters }))
      await store().park(lent[0]!.id, 'unreachable')
      const later = timer(ann, 'patience', noon + day)
      await done(store(), item(ann, 1, { letters: [later], erases: true }))
      expect(await store().parked(9)).toEqual([])
      await reopen()
      const claimed = await store().claim(noon + 2 * day, 9, 1_000)
      expect(claimed.map(({ to }) => to).sort()).toEqual([ann, 'team:service'].sort())
    })
  })

  describe('forgetting what rooms say about somebody', () => {
    it('takes the words out and leaves the lines, and the lines about others', async () => {
      const button = { buttons: [{ id: '/card', label: 'card' }] }
      const lines = [
        { ...line(1, 'card of ann'), about: ann, ...button },
        { ...line(2, 'card of bo'), about: bo },
        { ...line(3, 'talk') },
      ]
      await done(store(), item(room, 0, { lines }))
      await done(store(), item(ann, 0, { lines: [{ ...line(1, 'own'), about: ann }] }))
      expect(await store().forgetAbout(ann)).toBeGreaterThan(0)
      await store().forgetAbout(ann)
      await reopen()
      const read = await store().lines(room, 0, 9)
      expect(read.map(({ text }) => text)).toEqual([undefined, 'card of bo', 'talk'])
      expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3])
      expect(read[0]).not.toHaveProperty('buttons')
      expect(await texts(store())).toEqual(['own'])
    })
  })
}

async function texts(from: Store): Promise<(string | undefined)[]> {
  return (await from.lines(ann, 0, 9)).map(({ text }) => text)
}
