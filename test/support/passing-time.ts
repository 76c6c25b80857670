import type { VirtualClock } from '../../src/clock/virtual.ts'

/** Moves the clock on by small steps until the work is done: whoever waits for a moment gets it. */
export async function passingTime<T>(clock: VirtualClock, work: () => Promise<T>): Promise<T> {
  let done = false
  const result = work().finally(() => {
    done = true
  })
  result.catch(() => undefined)
  for (let steps = 0; !done; steps++) {
    await new Promise((resolve) => setImmediate(resolve))
    // Real work (disk, loopback) gets its turn before time goes on.
    if (steps % 20 === 19) clock.moveTo(clock.now() + 100)
  }
  return result
}
