import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock/port.ts'
import type { Store } from '../../store/port.ts'

/** How long one process has something for itself before another may, in ms; it goes on asking for it meanwhile. */
const leaseMs = 60_000

/** Runs work that one process of the desk does at a time; false, and nothing is done, where another has it in hand. */
export function createAlone({
  store,
  clock,
  onProblem,
}: {
  store: Store
  clock: Clock
  onProblem: ((problem: unknown) => void) | undefined
}) {
  const holder = randomUUID()
  return async function alone(name: string, work: () => Promise<void>): Promise<boolean> {
    const hold = () => store.lease(name, holder, clock.now(), clock.now() + leaseMs)
    if (!(await hold())) return false
    let cancel = () => {}
    const goOn = () => {
      cancel = clock.at(clock.now() + leaseMs / 3, () => {
        hold().catch((problem: unknown) => onProblem?.(problem))
        goOn()
      })
    }
    goOn()
    try {
      await work()
    } finally {
      cancel()
      await store.lease(name, holder, clock.now(), clock.now())
    }
    return true
  }
}
