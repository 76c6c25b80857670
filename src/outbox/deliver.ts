import type { Clock } from '../clock/port.ts'
import { isActor } from '../domain/actor.ts'
import type { Letter, LetterId } from '../domain/letter.ts'
import { type Instead, reasonOf, type Undelivered } from '../domain/undelivered.ts'
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
  /** How often to look for what another process has left, or a clock that jumped made due, in ms; never where absent. */
  lookEvery?: number | undefined
  /**
   * A letter did not reach its reader, and what is done instead. Of words that go on being tried it is told once in a run:
   * of those to a customer when they will have been on their way for longer than `lateAfter` (ms), of grave ones to
   * colleagues at once.
   */
  onUndelivered(letter: Letter, why: Undelivered, instead: Instead): Promise<void>
  lateAfter: number
  onFault(error: unknown): void
}

/** How long a process may hold a letter before another may try, and how many it takes at a time. */
const leaseMs = 60_000
const claimLimit = 500

/** A lease counts as over so long before its end, in ms: the next one to have it must not meet us at the door. */
const leaseMargin = 10_000

/** `until`: epoch ms, where the lease ends. */
type Held = { letter: Letter; until: number }
type Lane = { waiting: Held[]; running: boolean }

/**
 * Where letters go out: one line per sender and recipient, each letter settled as soon as it is delivered, retried with
 * growing pauses, parked when it is given up. Letters to oneself (timers) stand in no line.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #lanes = new Map<string, Lane>()
  /** Letters in hand, so that a lease that ran out meanwhile does not bring them twice. */
  readonly #held = new Set<LetterId>()
  /** Letters that were claimed: others of their line, written since, may stand behind them in the store. */
  readonly #claimed = new Set<LetterId>()
  /** Since when letters to customers have been on their way in vain. */
  readonly #failing = new Map<LetterId, number>()
  /** Handed over, but the store could not be told: they wait for that alone, and go out no second time from here. */
  readonly #delivered = new Set<LetterId>()
  #underway = 0
  #stopped = true
  /** Letters that are due stand behind others of their line, which this process has in hand. */
  #behind = false
  #wakeAt = Number.POSITIVE_INFINITY
  #cancelWake: () => void = () => undefined
  #whenIdle: (() => void)[] = []

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** Claims what is due now; what comes due later wakes it by itself. */
  start(): void {
    this.#stopped = false
    this.#track(this.#claim())
  }

  /** Letters this process holds the lease of, and the moment the earliest other one is due. */
  expect(due: readonly Letter[], later?: number): void {
    for (const letter of due) this.#enqueue(letter)
    if (later !== undefined) this.#wakeBy(later)
  }

  /** Resolves when nothing that is due waits to be handed over. */
  async settled(): Promise<void> {
    const { store, clock } = this.#parts
    for (;;) {
      await this.#drained()
      const next = await store.nextDue()
      if (this.#stopped || next === undefined || next > clock.now()) return
      const claiming = this.#claim()
      this.#track(claiming)
      if ((await claiming) === 0) return this.#drained()
    }
  }

  /** Takes nothing new and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelWake()
    await this.#drained()
  }

  #enqueue(letter: Letter): void {
    if (this.#stopped) return
    const isHeld = this.#held.has(letter.id)
    const name = laneOf(letter)
    if (letter.from === letter.to) {
      if (isHeld) return
      this.#held.add(letter.id)
      this.#track(this.#handOver(letter).finally(() => this.#held.delete(letter.id)))
      return
    }
    const lane = this.#lanes.get(name) ?? { waiting: [], running: false }
    const held = { letter, until: this.#parts.clock.now() + leaseMs }
    if (lane.running && isHeld) return
    if (lane.running) lane.waiting.push(held)
    else this.#goOnWith(lane, held)
    this.#held.add(letter.id)
    this.#lanes.set(name, lane)
    if (!lane.running) this.#track(this.#run(name, lane))
  }

  /**
   * A line that stands still waits for its first letter to be given again. That one is given; or a later one is, which
   * means that the first is gone: another process has delivered it, or it was cancelled.
   */
  #goOnWith(lane: Lane, held: Held): void {
    const place = lane.waiting.findIndex(({ letter }) => letter.id === held.letter.id)
    const gone = lane.waiting.splice(0, place < 0 ? 1 : place + 1)
    for (const { letter } of gone) this.#held.delete(letter.id)
    if (place < 0) lane.waiting.push(held)
    else lane.waiting.unshift(held)
  }

  /** What stands behind is claimed again in its order. */
  #release(lane: Lane): void {
    for (const { letter } of lane.waiting) {
      this.#held.delete(letter.id)
      this.#claimed.delete(letter.id)
    }
    lane.waiting = []
  }

  async #run(name: string, lane: Lane): Promise<void> {
    lane.running = true
    try {
      while (lane.waiting.length && !this.#stopped) {
        const { letter, until } = lane.waiting[0]!
        if (this.#parts.clock.now() >= until - leaseMargin) {
          // This process was held up, and somebody else may have it by now.
          this.#release(lane)
          this.#wakeBy(until)
        } else if (await this.#handOver(letter)) lane.waiting.shift()
        else break
      }
    } catch (error) {
      // The store failed: the leases run out, and all of the line will be claimed again in its order.
      this.#release(lane)
      throw error
    } finally {
      lane.running = false
      if (!lane.waiting.length) this.#lanes.delete(name)
    }
  }

  /** True when the letter has left its line: delivered, parked, or kept by its channel. */
  async #handOver(letter: Letter): Promise<boolean> {
    const { store, clock, tries, retry, random, onUndelivered } = this.#parts
    const result = await this.#attempt(courierFor(this.#parts.couriers, letter), letter)
    if (result.done) {
      this.#delivered.add(letter.id)
      if (!result.settled) await store.settle(letter.id)
      this.#delivered.delete(letter.id)
      this.#left(letter)
      return true
    }
    if (result.next === 'waits' || result.next === 'asked') {
      await store.settle(letter.id)
      this.#left(letter)
      await onUndelivered(letter, result, result.next)
      return true
    }
    if (result.next === 'park' || letter.attempts + 1 >= tries) {
      await store.park(letter.id, reasonOf(result))
      this.#left(letter)
      await onUndelivered(letter, result, 'kept')
      return true
    }
    const dueAt = clock.now() + (result.retryAfter ?? retryDelay(letter.attempts, retry, random))
    await store.postpone(letter.id, dueAt)
    this.#wakeBy(dueAt)
    await this.#watchLate(letter, result, dueAt)
    return false
  }

  async #watchLate(letter: Letter, why: Undelivered, next: number): Promise<void> {
    const { clock, onUndelivered } = this.#parts
    const lateAfter = this.#patienceWith(letter, why)
    if (lateAfter === undefined) return
    const since = this.#failing.get(letter.id) ?? clock.now()
    this.#failing.set(letter.id, since)
    if (next - since <= lateAfter) return
    this.#failing.set(letter.id, Number.POSITIVE_INFINITY)
    await onUndelivered(letter, why, 'tried')
  }

  /** How long (ms) a letter may be on its way before somebody hears of it; any time where undefined. */
  #patienceWith(letter: Letter, { kind }: Undelivered): number | undefined {
    if (letter.to.startsWith('customer:')) return this.#parts.lateAfter
    const isGrave = 'message' in letter && letter.message.grave
    return isGrave && kind !== 'rate' ? 0 : undefined
  }

  /** A letter is out of its line: what stood behind it can be claimed. */
  #left(letter: Letter): void {
    this.#held.delete(letter.id)
    this.#failing.delete(letter.id)
    if (this.#claimed.delete(letter.id) || this.#behind) this.#wakeBy(this.#parts.clock.now())
  }

  async #attempt(courier: Courier, letter: Letter): Promise<Handover> {
    if (this.#delivered.has(letter.id)) return { done: true }
    try {
      return await courier(letter)
    } catch (error) {
      this.#parts.onFault(error)
      return { done: false, next: 'again', kind: 'fault', reason: String(error) }
    }
  }

  async #track(work: Promise<unknown>): Promise<void> {
    this.#underway++
    try {
      await work
    } catch (error) {
      // The store itself failed: the lease will run out and the letter be claimed again.
      this.#parts.onFault(error)
      this.#wakeBy(this.#parts.clock.now() + this.#parts.retry.first)
    }
    this.#underway--
    if (this.#underway === 0) for (const resolve of this.#whenIdle.splice(0)) resolve()
  }

  #wakeBy(at: number): void {
    if (this.#stopped || at >= this.#wakeAt) return
    this.#cancelWake()
    this.#wakeAt = at
    this.#cancelWake = this.#parts.clock.at(at, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY
      this.#track(this.#claim())
    })
  }

  /** Answers how many letters came due. */
  async #claim(): Promise<number> {
    const { store, clock, retry, lookEvery } = this.#parts
    let claimed = 0
    for (;;) {
      const letters = await store.claim(clock.now(), claimLimit, leaseMs)
      for (const letter of letters) {
        if (letter.from !== letter.to) this.#claimed.add(letter.id)
        this.#enqueue(letter)
      }
      claimed += letters.length
      if (letters.length < claimLimit) break
    }
    const next = await store.nextDue()
    this.#behind = next !== undefined && next <= clock.now()
    if (next !== undefined) this.#wakeBy(this.#behind ? clock.now() + retry.first : next)
    if (lookEvery !== undefined) this.#wakeBy(clock.now() + lookEvery)
    return claimed
  }

  #drained(): Promise<void> {
    if (this.#underway === 0) return Promise.resolve()
    return new Promise((resolve) => this.#whenIdle.push(resolve))
  }
}

function laneOf(letter: Letter): string {
  return `${letter.from}→${letter.to}`
}

function courierFor(couriers: Couriers, letter: Letter): Courier {
  if (isActor(letter.to)) return couriers.actor
  if (letter.to.startsWith('customer:')) return couriers.customer
  if (letter.to.startsWith('webhook:')) return couriers.webhook
  return letter.to.startsWith('staff:') ? couriers.staff : couriers.team
}
