import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock/port.ts'
import type { Store } from '../store/port.ts'

/** How long one process has something for itself before another may, in ms; it goes on asking for it meanwhile. */
const leaseMs = 60_000

/**
 * Runs work that one process of the desk does at a time; false, and nothing is done, where another has it in hand. The
 * signal tells that this process has it no longer, for work that does not end by itself.
 */
export type Alone = (name: string, work: (lost: AbortSignal) => Promise<void>) => Promise<boolean>

export function createAlone({
  store,
  clock,
  onProblem,
}: {
  store: Store
  clock: Clock
  onProblem: ((problem: unknown) => void) | undefined
}): Alone {
  const holder = randomUUID()
  return async function alone(name, work) {
    const hold = () => store.lease(name, holder, clock.now(), clock.now() + leaseMs)
    if (!(await hold())) return false
    const lost = new AbortController()
    let heldUntil = clock.now() + leaseMs
    let cancel = () => {}
    const renew = async () => {
      const asked = clock.now()
      try {
        if (await hold()) heldUntil = asked + leaseMs
        else lost.abort()
      } catch (problem) {
        onProblem?.(problem)
        // Nobody knows, and by then somebody else may have it.
        if (asked >= heldUntil - leaseMs / 3) lost.abort()
      }
    }
    const goOn = () => {
      cancel = clock.at(clock.now() + leaseMs / 3, () => {
        void renew()
        goOn()
      })
    }
    goOn()
    try {
      await work(lost.signal)
    } finally {
      cancel()
      await store.lease(name, holder, clock.now(), clock.now())
    }
    return true
  }
}
