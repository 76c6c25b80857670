import { describe, expect, it } from 'vitest'
import type { NewLetter } from '../../src/domain/letter.ts'
import {
  ann,
  bo,
  done,
  event,
  item,
  minute,
  noon,
  said,
  timer,
  words,
} from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

const li = 'customer:web/li' as const
const shop = 'team:service' as const

export function laneContract({ store, reopen }: Bench): void {
  /** One commit per letter, so that each is of another revision. */
  async function write(...letters: NewLetter[]): Promise<string[]> {
    const given: string[] = []
    for (const letter of letters) {
      const revision = (await store().load(ann))?.revision ?? 0
      const committed = await done(store(), item(ann, revision, { letters: [letter] }))
      given.push(...said(committed.letters))
    }
    return given
  }

  /** What is given when each letter is settled as soon as it is there. */
  async function deliverAll(now: number): Promise<string[]> {
    const order: string[] = []
    for (;;) {
      const letters = await store().claim(now, 10, minute)
      if (letters.length === 0) return order
      order.push(...said(letters))
      await Promise.all(letters.map(({ id }) => store().settle(id)))
    }
  }

  describe('letters from one sender to one recipient', () => {
    it('are given in the order they were written, whenever they came due', async () => {
      await write(
        words(li, '1', { dueAt: noon + 3 }),
        words(li, '2', { dueAt: noon + 1 }),
        words(li, '3', { dueAt: noon + 2 }),
      )
      await reopen()
      expect(await deliverAll(noon + 5)).toEqual(['1', '2', '3'])
    })

    it('do not wait for one that is not due yet', async () => {
      await write(words(li, 'tomorrow', { dueAt: noon + minute }), words(li, 'now'))
      await reopen()
      expect(await deliverAll(noon)).toEqual(['now'])
      expect(await deliverAll(noon + minute)).toEqual(['tomorrow'])
    })

    it('wait while an earlier one is being retried', async () => {
      await write(words(li, '1'))
      await store().postpone(`${ann}@1#0`, noon + minute)
      expect(await write(words(li, '2'))).toEqual([])
      expect(await store().claim(noon, 10, minute)).toEqual([])
      expect(await store().nextDue()).toBe(noon + minute)
      expect(said(await store().claim(noon + minute, 10, minute))).toEqual(['1'])
      expect(await store().claim(noon + minute, 10, minute)).toEqual([])
      await store().settle(`${ann}@1#0`)
      expect(await store().nextDue()).toBe(noon)
      expect(said(await store().claim(noon + minute, 10, minute))).toEqual(['2'])
    })

    it('wait for it over a restart as well', async () => {
      await write(words(li, '1'))
      await store().postpone(`${ann}@1#0`, noon + minute)
      await reopen()
      expect(await write(words(li, '2'), words(li, '3'))).toEqual([])
      expect(await store().claim(noon, 10, minute)).toEqual([])
      expect(await deliverAll(noon + minute)).toEqual(['1', '2', '3'])
    })

    it('wait for one that is on its way when they are claimed', async () => {
      await write(words(li, '1', { dueAt: noon + 1 }), words(li, '2', { dueAt: noon + 2 }))
      expect(said(await store().claim(noon + 1, 10, minute))).toEqual(['1'])
      expect(await store().claim(noon + 2, 10, minute)).toEqual([])
      await store().settle(`${ann}@1#0`)
      expect(said(await store().claim(noon + 2, 10, minute))).toEqual(['2'])
    })

    it('go on when the earlier one is parked', async () => {
      await write(words(li, '1'))
      await store().postpone(`${ann}@1#0`, noon + minute)
      await write(words(li, '2'))
      await store().park(`${ann}@1#0`, 'given up')
      expect(await deliverAll(noon)).toEqual(['2'])
    })

    it('go on when the earlier one is cancelled', async () => {
      await write(words(li, '1', { slot: 's' }))
      await store().postpone(`${ann}@1#0`, noon + minute)
      await write(words(li, '2'))
      await done(store(), item(ann, 2, { cancels: ['s'] }))
      expect(await deliverAll(noon)).toEqual(['2'])
    })

    it('of one commit come back from it together, in order', async () => {
      const letters = ['1', '2', '3'].map((text) => words(li, text))
      expect(said((await done(store(), item(ann, 0, { letters }))).letters)).toEqual([
        '1',
        '2',
        '3',
      ])
      await reopen()
      expect(await deliverAll(noon)).toEqual(['1', '2', '3'])
    })
  })

  describe('letters that stand in no line', () => {
    it('are those to another recipient', async () => {
      await write(words(li, '1'))
      await store().postpone(`${ann}@1#0`, noon + minute)
      expect(await write(words(shop, '2'), event(bo, '3'))).toEqual(['2', '3'])
    })

    it('are those of another sender', async () => {
      await write(words(li, '1'))
      await store().postpone(`${ann}@1#0`, noon + minute)
      const other = await done(store(), item(bo, 0, { letters: [words(li, '2')] }))
      expect(said(other.letters)).toEqual(['2'])
    })

    it('are timers', async () => {
      await write(timer(ann, 'a', noon))
      await store().postpone(`${ann}@1#0`, noon + minute)
      expect(await write(timer(ann, 'b', noon), words(li, 'c'))).toEqual(['b passed', 'c'])
      await store().settle(`${ann}@2#0`)
      await store().postpone(`${ann}@3#0`, noon + 2 * minute)
      expect(said(await store().claim(noon + minute, 10, minute))).toEqual(['a passed'])
    })
  })
}
