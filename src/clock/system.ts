import type { Clock } from './port.ts'

/** Longest wait of one timer; Node fires anything longer at once. */
const longest = 2 ** 31 - 1

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at(at, task) {
    const wait = Math.max(0, Math.min(at - Date.now(), longest))
    const timer = setTimeout(task, wait)
    return () => clearTimeout(timer)
  },
}
