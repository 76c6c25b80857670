import type { Clock } from './port.ts'
import { systemClock } from './system.ts'

type Timer = { at: number; task: () => void; cancel: () => void }

/** The time of this machine, which can be pushed forward: the demo's clock. */
export class PushedClock implements Clock {
  #ahead: number
  #timers = new Set<Timer>()

  /** `start` (epoch ms) is what the clock shows now. */
  constructor(start: number) {
    this.#ahead = start - systemClock.now()
  }

  now(): number {
    return systemClock.now() + this.#ahead
  }

  at(at: number, task: () => void): () => void {
    const timer: Timer = { at, task, cancel: () => undefined }
    this.#timers.add(timer)
    this.#arm(timer)
    return () => {
      timer.cancel()
      this.#timers.delete(timer)
    }
  }

  /** Shows `to` (epoch ms) from now on, never an earlier time; what has come due meanwhile runs at once. */
  moveTo(to: number): void {
    this.#ahead = Math.max(this.#ahead, to - systemClock.now())
    for (const timer of this.#timers) {
      timer.cancel()
      this.#arm(timer)
    }
  }

  #arm(timer: Timer): void {
    timer.cancel = systemClock.at(timer.at - this.#ahead, () => {
      this.#timers.delete(timer)
      timer.task()
    })
  }
}
