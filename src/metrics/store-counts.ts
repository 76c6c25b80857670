import type { CommitItem } from '../domain/commit.ts'
import type { StoreObserver } from '../store/observed.ts'
import type { CommitOutcome } from '../store/port.ts'
import { kindOf, type Meters } from './meters.ts'

/** Counts how long the store takes, what fails, and what becomes of commits and letters. */
export function storeCounts(meters: Meters): StoreObserver {
  return {
    answered({ operation, ms, parts, result }) {
      meters.storeSeconds.observe({ operation }, ms / 1_000)
      if (operation === 'park') meters.parkings.inc()
      if (operation !== 'commit') return
      const { actor, commit } = parts[0] as CommitItem
      const { outcome } = result as CommitOutcome
      meters.turns.inc({ actor: kindOf(actor), outcome })
      if (outcome === 'done' && commit.parked) meters.parkings.inc(commit.parked.length)
    },
    failed(operation) {
      meters.storeFailures.inc({ operation })
    },
  }
}
