import type { Clock } from '../clock/port.ts'

/** Lets at most so many through in a minute for each name; the answer is the wait in ms, 0 when it may pass. */
export type Pace = (name: string) => number

const minute = 60_000
const namesKept = 20_000

/** A bucket for each name that fills evenly. Names that are idle longest are forgotten first. */
export function createPace(clock: Clock, perMinute: number): Pace {
  const buckets = new Map<string, { left: number; at: number }>()
  return (name) => {
    const now = clock.now()
    const old = buckets.get(name) ?? { left: perMinute, at: now }
    const gained = (Math.max(0, now - old.at) / minute) * perMinute
    const left = Math.min(perMinute, old.left + gained)
    buckets.delete(name)
    buckets.set(name, { left: left >= 1 ? left - 1 : left, at: now })
    if (buckets.size > namesKept) buckets.delete(buckets.keys().next().value!)
    return left >= 1 ? 0 : Math.ceil(((1 - left) / perMinute) * minute)
  }
}
