import { describe, expect, it } from 'vitest'
import {
  ann,
  bo,
  done,
  event,
  item,
  minute,
  noon,
  timer,
  words,
} from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

const shop = 'team:service' as const
const due = noon + minute

export function waitingContract({ store }: Bench): void {
  describe('what waits', () => {
    it('is counted while its turn has come and nobody has it in hand', async () => {
      const letters = [
        words(shop, 'first', { dueAt: due }),
        words(shop, 'behind it', { dueAt: due }),
        words('staff:wang', 'to another', { dueAt: due }),
        timer(ann, 's', due),
        words(shop, 'tomorrow', { dueAt: noon + 60 * minute }),
      ]
      await done(store(), item(ann, 0, { letters }))
      await done(store(), item(bo, 0, { letters: [event(ann, 'hello', { dueAt: due })] }))
      expect(await store().waiting(due - 1)).toBe(0)
      expect(await store().waiting(due)).toBe(4)
      const lent = await store().claim(due, 9, minute)
      expect(await store().waiting(due)).toBe(0)
      await Promise.all(lent.map(({ id }) => store().settle(id)))
      expect(await store().waiting(due)).toBe(1)
    })

    it('is given as something that may have been delivered once its lease has run out', async () => {
      await done(store(), item(ann, 0, { letters: [words(shop, 'New', { dueAt: due })] }))
      const claim = (at: number) => store().claim(at, 9, minute)
      const [first] = await claim(due)
      const [second] = await claim(due + minute)
      expect([first?.again, second?.again]).toEqual([undefined, true])
      await store().postpone(second!.id, due + 5 * minute)
      const [third] = await claim(due + 5 * minute)
      expect(third).toMatchObject({ id: first!.id, attempts: 1 })
      expect(third).not.toHaveProperty('again')
    })
  })
}
