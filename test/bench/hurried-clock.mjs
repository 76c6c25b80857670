/** What is due within this many ms is due now: a burst of messages ends, a reminder does not. */
const hurry = 30_000

/** A clock on which a burst window passes at once: it jumps to what is due soon, and otherwise keeps real time. */
export class HurriedClock {
  #ahead = 0

  now() {
    return Date.now() + this.#ahead
  }

  at(at, task) {
    const wait = at - this.now()
    if (wait > hurry) {
      const timer = setTimeout(task, Math.min(wait, 2 ** 31 - 1))
      timer.unref()
      return () => clearTimeout(timer)
    }
    const timer = setImmediate(() => {
      this.#ahead = Math.max(this.#ahead, at - Date.now())
      task()
    })
    return () => clearImmediate(timer)
  }
}
