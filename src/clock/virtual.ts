import type { Clock } from './port.ts'

/** A clock that stands still until it is pushed; for tests, the demo and the scripted desk. */
export class VirtualClock implements Clock {
  #now: number
  #timers: { at: number; task: () => void }[] = []

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  at(at: number, task: () => void): () => void {
    const timer = { at, task }
    if (at <= this.#now) setImmediate(() => this.#fire(timer))
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves to `to` (epoch ms, never back) and fires what has come due, oldest first. */
  moveTo(to: number): void {
    this.#now = Math.max(this.#now, to)
    const due = this.#timers.filter((timer) => timer.at <= this.#now)
    for (const timer of due.sort((a, b) => a.at - b.at)) this.#fire(timer)
  }

  #fire(timer: { at: number; task: () => void }): void {
    if (!this.#timers.includes(timer)) return
    this.#timers = this.#timers.filter((other) => other !== timer)
    timer.task()
  }
}
