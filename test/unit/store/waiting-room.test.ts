import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDueHeap } from '../../../src/store/sqlite/letters/due-heap.ts'
import { type Waiting, waiting } from '../../../src/store/sqlite/letters/lanes.ts'
import {
  createWaitingRoom,
  type WaitingRoom,
} from '../../../src/store/sqlite/letters/waiting-room.ts'

const ann = 'conversation:web/ann' as const

function letter(n: number, to: string, dueAt: number, attempts = 0): Waiting {
  const row = n + 100
  return waiting(
    { from: ann, to, key: 1, row },
    { revision: 1, n, slot: undefined, dueAt, attempts },
  )
}

describe('the heap of what is due', () => {
  it('gives the earliest, whatever was placed, moved or taken out before', () => {
    const moves = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 9 }),
        fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
      ),
    )
    fc.assert(
      fc.property(moves, (steps) => {
        const heap = createDueHeap<number>()
        const plain = new Map<number, number>()
        for (const [item, at] of steps) {
          heap.place(item, at)
          if (at === undefined) plain.delete(item)
          else plain.set(item, at)
          const first = heap.first()
          expect(first?.at).toBe(plain.size ? Math.min(...plain.values()) : undefined)
          if (first) expect(plain.get(first.item)).toBe(first.at)
        }
      }),
    )
  })

  it('gives what came first among equals', () => {
    const heap = createDueHeap<string>()
    for (const name of ['a', 'b', 'c']) heap.place(name, 5)
    const order: string[] = []
    for (let first = heap.first(); first; first = heap.first()) {
      order.push(first.item)
      heap.place(first.item, undefined)
    }
    expect(order).toEqual(['a', 'b', 'c'])
  })
})

describe('the waiting room', () => {
  type Step = { type: 'lend' | 'settle' | 'retry' | 'wait'; pick: number; ms: number }
  const steps = fc.array(
    fc.record<Step>({
      type: fc.constantFrom('lend', 'settle', 'retry', 'wait'),
      pick: fc.nat(20),
      ms: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 60 },
  )
  const letters = fc.array(
    fc.tuple(fc.constantFrom('li', 'shop'), fc.integer({ min: 0, max: 60 })),
    { maxLength: 8 },
  )

  it('never lends a letter past an earlier one of its lane that is lent or being retried', () => {
    fc.assert(
      fc.property(letters, steps, (written, deeds) => {
        const room = createWaitingRoom()
        const present = written.map(([to, dueAt], n) => letter(n, to, dueAt))
        for (const one of present) room.keep(one)
        let now = 0
        for (const deed of deeds) {
          if (deed.type === 'wait') now += deed.ms
          room.endLeases(now)
          if (deed.type === 'lend') {
            const free = lendable(present, now)
            const lent = room.lendNext(now, deed.ms)
            if (lent) expect(free).toContain(lent)
            else expect(free).toEqual([])
          }
          change(room, present, deed, now)
          expect(room.nextDue()).toBe(nextMoment(present, now))
        }
      }),
    )
  })

  /** Settles or retries one of those that are lent. */
  function change(room: WaitingRoom, present: Waiting[], { type, pick, ms }: Step, now: number) {
    const lent = present.filter(({ leasedUntil }) => leasedUntil !== undefined)
    const one = lent[pick % (lent.length || 1)]
    if (one && type === 'settle') {
      room.remove(one)
      present.splice(present.indexOf(one), 1)
    }
    if (one && type === 'retry') room.retryAt(one, now + ms)
  }

  /** By the plain words of the rule. */
  function lendable(present: readonly Waiting[], now: number): Waiting[] {
    return present.filter(
      (one, at) =>
        one.leasedUntil === undefined &&
        one.dueAt <= now &&
        !present
          .slice(0, at)
          .some(
            (earlier) =>
              earlier.to === one.to &&
              (earlier.attempts > 0 || earlier.leasedUntil !== undefined || earlier.dueAt <= now),
          ),
    )
  }

  /** The first moment from which something can be lent, or a lease ends, tried moment by moment. */
  function nextMoment(present: readonly Waiting[], now: number): number | undefined {
    const moments = present.flatMap((one) => [one.dueAt, one.leasedUntil ?? one.dueAt])
    return [...new Set(moments)]
      .sort((a, b) => a - b)
      .find(
        (at) =>
          lendable(present, at).some((one) => one.dueAt === at) ||
          lendable(present, Math.max(at, now)).some((one) => one.dueAt === at) ||
          present.some((one) => one.leasedUntil === at),
      )
  }
})
