import type { Clock } from '../clock/port.ts'
import { isActor } from '../domain/actor.ts'
import type { Letter, LetterId } from '../domain/letter.ts'
import type { Store } from '../store/port.ts'
import type { Courier, Couriers, Handover } from './courier.ts'
import { retryDelay } from './retry.ts'

export type OutboxParts = {
  store: Store
  clock: Clock
  couriers: Couriers
  /** Hand-overs before a letter is parked; bounds of the wait between two, in ms. */
  tries: number
  retry: { first: number; longest: number }
  random(): number
  /** A letter was given up; staff have to hear of it. */
  onParked(letter: Letter, reason: string): Promise<void>
  onFault(error: unknown): void
}

export type Outbox = {
  /** Letters this process holds the lease of, and the moment the earliest other one is due. */
  expect(due: readonly Letter[], later?: number): void
  /** Claims what is due now; what comes due later wakes it by itself. */
  start(): void
  /** Resolves when nothing that is due waits to be handed over. */
  settled(): Promise<void>
  /** Takes nothing new and waits for what is on its way. */
  stop(): Promise<void>
}

/** How long a process may hold a letter before another may try, and how many it takes at a time. */
const leaseMs = 60_000
const claimLimit = 500

/**
 * Where letters go out: one line per sender and recipient, each letter settled as soon as it is delivered, retried with
 * growing pauses, parked when it is given up. Letters to oneself (timers) stand in no line.
 */
export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock } = parts
  const lanes = new Map<string, Lane>()
  const held = new Set<LetterId>()
  let underway = 0
  let stopped = true
  let wakeAt = Number.POSITIVE_INFINITY
  let cancelWake: () => void = () => undefined
  let idle: (() => void)[] = []

  function expect(due: readonly Letter[], later?: number): void {
    for (const letter of due) enqueue(letter)
    if (later !== undefined) wakeBy(later)
  }

  function enqueue(letter: Letter): void {
    if (held.has(letter.id)) return resume(letter)
    held.add(letter.id)
    if (letter.from === letter.to) {
      track(handOver(letter).finally(() => held.delete(letter.id)))
      return
    }
    const name = `${letter.from}→${letter.to}`
    const lane = lanes.get(name) ?? { waiting: [], running: false }
    lanes.set(name, lane)
    lane.waiting.push(letter)
    if (!lane.running) track(run(name, lane))
  }

  /** A letter that was postponed has been claimed again: its line goes on with it. */
  function resume(letter: Letter): void {
    const name = `${letter.from}→${letter.to}`
    const lane = lanes.get(name)
    if (!lane || lane.running || lane.waiting[0]?.id !== letter.id) return
    lane.waiting[0] = letter
    track(run(name, lane))
  }

  async function run(name: string, lane: Lane): Promise<void> {
    lane.running = true
    try {
      while (lane.waiting.length && !stopped && (await handOver(lane.waiting[0]!))) {
        lane.waiting.shift()
      }
    } catch (error) {
      // The store failed: the leases run out, and all of the line will be claimed again in its order.
      for (const letter of lane.waiting) held.delete(letter.id)
      lane.waiting = []
      throw error
    } finally {
      lane.running = false
      if (!lane.waiting.length) lanes.delete(name)
    }
  }

  /** True when the letter has left its line: delivered or parked. */
  async function handOver(letter: Letter): Promise<boolean> {
    const result = await attempt(courierFor(parts.couriers, letter), letter)
    if (result.done) {
      if (!result.settled) await store.settle(letter.id)
      held.delete(letter.id)
      return true
    }
    if (result.why === 'never' || letter.attempts + 1 >= parts.tries) {
      await store.park(letter.id, result.reason)
      held.delete(letter.id)
      await parts.onParked(letter, result.reason)
      return true
    }
    const wait = result.retryAfter ?? retryDelay(letter.attempts, parts.retry, parts.random)
    const dueAt = clock.now() + wait
    await store.postpone(letter.id, dueAt)
    wakeBy(dueAt)
    return false
  }

  async function attempt(courier: Courier, letter: Letter): Promise<Handover> {
    try {
      return await courier(letter)
    } catch (error) {
      parts.onFault(error)
      return { done: false, why: 'later', reason: String(error) }
    }
  }

  function track(work: Promise<unknown>): void {
    underway++
    work
      .catch((error: unknown) => {
        // The store itself failed: the lease will run out and the letter be claimed again.
        parts.onFault(error)
        wakeBy(clock.now() + parts.retry.first)
      })
      .finally(() => {
        underway--
        if (underway === 0) {
          const resolvers = idle
          idle = []
          for (const resolve of resolvers) resolve()
        }
      })
  }

  function wakeBy(at: number): void {
    if (stopped || at >= wakeAt) return
    cancelWake()
    wakeAt = at
    cancelWake = clock.at(at, () => {
      wakeAt = Number.POSITIVE_INFINITY
      track(claim())
    })
  }

  /** Answers how many letters came due. */
  async function claim(): Promise<number> {
    let claimed = 0
    for (;;) {
      const letters = await store.claim(clock.now(), claimLimit, leaseMs)
      for (const letter of letters) enqueue(letter)
      claimed += letters.length
      if (letters.length < claimLimit) break
    }
    const next = await store.nextDue()
    // What is due and cannot be claimed stands behind a letter that is being retried.
    const soonest = clock.now() + (claimed ? 1 : parts.retry.first)
    if (next !== undefined) wakeBy(Math.max(next, next > clock.now() ? next : soonest))
    return claimed
  }

  function drained(): Promise<void> {
    if (underway === 0) return Promise.resolve()
    return new Promise((resolve) => idle.push(resolve))
  }

  return {
    expect,
    start() {
      stopped = false
      track(claim())
    },
    async settled() {
      for (;;) {
        await drained()
        const next = await store.nextDue()
        if (stopped || next === undefined || next > clock.now()) return
        const claiming = claim()
        track(claiming)
        if ((await claiming) === 0) return drained()
      }
    },
    async stop() {
      stopped = true
      cancelWake()
      await drained()
    },
  }
}

type Lane = { waiting: Letter[]; running: boolean }

function courierFor(couriers: Couriers, letter: Letter): Courier {
  if (isActor(letter.to)) return couriers.actor
  if (letter.to.startsWith('customer:')) return couriers.customer
  return letter.to.startsWith('staff:') ? couriers.staff : couriers.team
}
