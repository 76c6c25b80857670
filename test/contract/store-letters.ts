import { describe, expect, it } from 'vitest'
import type { Letter } from '../../src/domain/letter.ts'
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

const shop = 'team:service' as const
const later = noon + 10 * minute

export function letterContract({ store, reopen }: Bench): void {
  describe('a letter', () => {
    it('comes back from its commit when it is due, named and leased', async () => {
      const button = { id: '/take', label: 'Take' }
      const card = { text: 'New', buttons: [button], about: 'ticket:x' }
      const { letters } = await done(
        store(),
        item(ann, 0, {
          letters: [
            { to: shop, message: card, dueAt: noon },
            words('customer:web/ann', 'tomorrow', { dueAt: later }),
            event(bo, 'hello', { slot: 'greeting' }),
          ],
        }),
      )
      expect(letters).toEqual([
        { to: shop, message: card, dueAt: noon, id: `${ann}@1#0`, from: ann, attempts: 0 },
        {
          to: bo,
          event: { type: 'hello' },
          dueAt: noon,
          slot: 'greeting',
          id: `${ann}@1#2`,
          from: ann,
          attempts: 0,
        },
      ])
      expect(await store().claim(noon, 10, minute)).toEqual([])
      expect(said(await store().claim(later, 10, minute))).toContain('tomorrow')
    })

    it('is counted with all of its sender that are not settled yet, timers apart', async () => {
      const first = await done(
        store(),
        item(ann, 0, {
          letters: [words(shop, 'New'), words('customer:web/ann', 'tomorrow', { dueAt: later })],
        }),
      )
      expect(first.pending).toBe(2)
      await store().settle(first.letters[0]!.id)
      const letters = [words(shop, 'More'), timer(ann, 'reminder', later)]
      const second = await done(store(), item(ann, 1, { letters }))
      expect(second.pending).toBe(2)
    })

    it('is the same after reopening, and free again', async () => {
      const own = timer(ann, 'reminder', noon)
      const { letters } = await done(
        store(),
        item(ann, 0, {
          letters: [
            words(shop, 'New', { slot: 'alert' }),
            { ...own, event: { type: 'x', a: [1] } } as never,
          ],
        }),
      )
      await reopen()
      const claimed = await store().claim(noon, 10, minute)
      expect(sorted(claimed)).toEqual(sorted(letters))
      expect(await store().claim(noon, 10, minute)).toEqual([])
    })

    it('is given when it is due, the longest due first', async () => {
      const letters = [
        words('customer:web/a', 'third', { dueAt: noon + 3 }),
        timer(ann, 'first', noon + 1),
        words('customer:web/b', 'fourth', { dueAt: noon + 4 }),
        timer(ann, 'second', noon + 2),
      ]
      await done(store(), item(ann, 0, { letters }))
      expect(await store().nextDue()).toBe(noon + 1)
      expect(await store().claim(noon, 10, minute)).toEqual([])
      const claimed = await store().claim(noon + 3, 10, minute)
      expect(said(claimed)).toEqual(['first passed', 'second passed', 'third'])
      expect(await store().nextDue()).toBe(noon + 4)
    })

    it('is given no more often than asked for', async () => {
      const letters = Array.from({ length: 5 }, (_, n) => timer(ann, `t${n}`, noon + n))
      letters.push(words(shop, 'word', { dueAt: noon + 2 }))
      await done(store(), item(ann, 0, { letters }))
      const rounds: string[][] = []
      for (let n = 0; n < 4; n++) rounds.push(said(await store().claim(later, 2, minute)))
      expect(rounds.map((round) => round.length)).toEqual([2, 2, 2, 0])
      expect(new Set(rounds.flat()).size).toBe(6)
    })

    it('is nobody else’s while it is leased, and given again when the lease has run out', async () => {
      await done(
        store(),
        item(ann, 0, {
          letters: [words(shop, 'New', { dueAt: noon + 1 }), timer(ann, 't', noon + 1)],
        }),
      )
      expect(await store().claim(noon + 1, 10, minute)).toHaveLength(2)
      expect(await store().claim(noon + minute, 10, minute)).toEqual([])
      expect(await store().claim(noon + 1 + minute, 10, minute)).toHaveLength(2)
      expect(await store().claim(noon + 1 + minute, 10, minute)).toEqual([])
    })

    it('that its commit leased is given again when that lease has run out', async () => {
      const { letters } = await done(store(), item(ann, 0, { letters: [words(shop, 'New')] }))
      const free = await store().nextDue()
      expect(free).toBeGreaterThan(noon)
      expect(await store().claim(free! - 1, 10, minute)).toEqual([])
      expect(await store().claim(free!, 10, minute)).toEqual([{ ...letters[0], again: true }])
    })

    it('is forgotten once settled, and settling again is harmless', async () => {
      const { letters } = await done(
        store(),
        item(ann, 0, { letters: [words(shop, 'New'), timer(ann, 't', noon)] }),
      )
      await Promise.all(letters.map(({ id }) => store().settle(id)))
      await Promise.all(letters.map(({ id }) => store().settle(id)))
      await store().settle('conversation:web/nobody@1#0')
      expect(await store().nextDue()).toBeUndefined()
      await reopen()
      expect(await store().claim(later, 10, minute)).toEqual([])
    })

    it('settled late does not take another letter with it', async () => {
      const { letters } = await done(store(), item(ann, 0, { letters: [words(shop, 'one')] }))
      const [one] = letters as [Letter]
      const [, other] = await Promise.all([
        store().settle(one.id),
        store().commit(item(bo, 0, { letters: [words(shop, 'two')] }), noon),
        store().settle(one.id),
      ])
      expect(other).toMatchObject({ outcome: 'done' })
      await reopen()
      expect(said(await store().claim(noon, 10, minute))).toEqual(['two'])
    })

    it('counts the hand-overs that failed, and waits as long as told', async () => {
      const { letters } = await done(
        store(),
        item(ann, 0, { letters: [words(shop, 'New'), timer(ann, 't', noon)] }),
      )
      await Promise.all(letters.map(({ id }) => store().postpone(id, noon + minute)))
      expect(await store().nextDue()).toBe(noon + minute)
      expect(await store().claim(noon + minute - 1, 10, minute)).toEqual([])
      const again = await store().claim(noon + minute, 10, minute)
      expect(again.map(({ attempts }) => attempts)).toEqual([1, 1])
      expect(again.map(({ dueAt }) => dueAt)).toEqual([noon + minute, noon + minute])
      await Promise.all(letters.map(({ id }) => store().postpone(id, later)))
      await reopen()
      expect((await store().claim(later, 10, minute)).map(({ attempts }) => attempts)).toEqual([
        2, 2,
      ])
      await store().postpone(`${ann}@9#9`, later)
    })

    it('is found by its slot when asked for the next one due', async () => {
      const letters = [
        timer(ann, 'burst', noon + 5),
        timer(ann, 'silence', noon + 2),
        words(shop, 'x', { dueAt: noon + 7, slot: 'ring' }),
      ]
      await done(store(), item(ann, 0, { letters }))
      expect(await store().nextDue('burst')).toBe(noon + 5)
      expect(await store().nextDue('ring')).toBe(noon + 7)
      expect(await store().nextDue('none')).toBeUndefined()
      expect(await store().nextDue()).toBe(noon + 2)
    })
  })

  describe('a parked letter', () => {
    it('is kept for staff, with the reason, oldest first, and given back once', async () => {
      const { letters } = await done(
        store(),
        item(ann, 0, { letters: [words(shop, 'first'), timer(ann, 's', noon)] }),
      )
      const [first, second] = letters as [Letter, Letter]
      await store().postpone(first.id, noon + 1)
      await store().park(first.id, 'blocked')
      await store().park(second.id, 'no such state')
      await store().park(second.id, 'again')
      expect(await store().nextDue()).toBeUndefined()
      await reopen()
      expect(await store().claim(later, 10, minute)).toEqual([])
      const parked = await store().parked(10)
      expect(parked.map(({ reason }) => reason)).toEqual(['blocked', 'no such state'])
      expect(parked[0]).toMatchObject({ ...first, attempts: 1, dueAt: noon + 1, parkedAt: noon })
      expect(await store().parked(1)).toHaveLength(1)
      expect(await store().unpark(second.id)).toEqual(second)
      expect(await store().unpark(second.id)).toBeUndefined()
      expect(await store().unpark('conversation:web/nobody@1#0')).toBeUndefined()
      expect(await store().parked(10)).toHaveLength(1)
    })

    it('can be parked by its own commit', async () => {
      const letters = [event(ann, 'could not'), words(shop, 'look at it')]
      const committed = await done(store(), item(ann, 0, { letters, parked: [0] }))
      expect(said(committed.letters)).toEqual(['look at it'])
      const [parked] = await store().parked(10)
      expect(parked).toMatchObject({
        id: `${ann}@1#0`,
        event: { type: 'could not' },
        parkedAt: noon,
      })
      expect(parked!.reason).toBe('could not be stepped')
    })
  })
}

function sorted(letters: readonly Letter[]): Letter[] {
  return [...letters].sort((a, b) => a.id.localeCompare(b.id))
}
