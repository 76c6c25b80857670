import type { Clock } from '../../src/clock/port.ts'

type Timer = { fires: number; task: () => void }

/**
 * A machine's clock: timers wait for time that passes, the hands may be moved at any moment. Only the test lets time
 * pass.
 */
export class JumpingClock implements Clock {
  #hands: number
  #passed = 0
  #timers = new Set<Timer>()

  constructor(start: number) {
    this.#hands = start
  }

  now(): number {
    return this.#hands + this.#passed
  }

  at(at: number, task: () => void): () => void {
    const timer = { fires: this.#passed + Math.max(0, at - this.now()), task }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Puts the clock forward, or back, by so many ms; no timer notices. */
  jump(by: number): void {
    this.#hands += by
  }

  /** So many ms pass. */
  elapse(ms: number): void {
    this.#passed += ms
    const fired = [...this.#timers].filter(({ fires }) => fires <= this.#passed)
    for (const timer of fired.sort((a, b) => a.fires - b.fires)) {
      if (this.#timers.delete(timer)) timer.task()
    }
  }
}
