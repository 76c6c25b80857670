import type { Clock } from './clock/port.ts'
import type { StoreObserver } from './store/observed.ts'
import { StoreUnavailableError } from './store/port.ts'

/** From the first call that failed to the last one; epoch ms. */
export type Outage = { since: number; until: number }

/** Reading may go well while nothing can be written. */
const writes = new Set(['commit', 'settle', 'postpone', 'park', 'writeRecord', 'check'])

/** Tells of every time in which nothing could be written for `atLeast` ms, once writing works again. */
export function watchOutages(parts: {
  clock: Clock
  atLeast: number
  tell(outage: Outage): void
}): StoreObserver {
  let outage: Outage | undefined
  return {
    answered({ operation }) {
      if (!outage || !writes.has(operation)) return
      const over = outage
      outage = undefined
      if (over.until - over.since >= parts.atLeast) parts.tell(over)
    },
    failed(_operation, error) {
      if (!(error instanceof StoreUnavailableError)) return
      const until = parts.clock.now()
      outage = { since: outage?.since ?? until, until }
    },
  }
}
