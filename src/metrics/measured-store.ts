import type { CommitItem } from '../domain/commit.ts'
import type { CommitOutcome, Store } from '../store/port.ts'
import { kindOf, type Meters } from './meters.ts'

type Ask = (...parts: unknown[]) => unknown

/** The same store; how long it takes, what fails, and what becomes of commits and letters is counted on the way. */
export function measuredStore<S extends Store>(store: S, meters: Meters): S {
  const asks = new Map<string | symbol, Ask>()
  return new Proxy(store, {
    get(target, name) {
      const known = asks.get(name)
      if (known) return known
      const found: unknown = Reflect.get(target, name, target)
      if (typeof found !== 'function') return found
      const ask = found.bind(target) as Ask
      const measured = typeof name === 'string' ? timed(name, ask, meters) : ask
      asks.set(name, measured)
      return measured
    },
  })
}

function timed(operation: string, ask: Ask, meters: Meters): Ask {
  const seconds = meters.storeSeconds.labels(operation)
  const failures = meters.storeFailures.labels(operation)
  return (...parts) => {
    const begun = performance.now()
    const answer = ask(...parts)
    if (!(answer instanceof Promise)) return answer
    answer.then(
      (result: unknown) => {
        seconds.observe((performance.now() - begun) / 1_000)
        note(operation, { parts, result }, meters)
      },
      () => failures.inc(),
    )
    return answer
  }
}

function note(operation: string, asked: { parts: unknown[]; result: unknown }, meters: Meters) {
  if (operation === 'park') meters.parkings.inc()
  if (operation !== 'commit') return
  const { actor, commit } = asked.parts[0] as CommitItem
  const { outcome } = asked.result as CommitOutcome
  meters.turns.inc({ actor: kindOf(actor), outcome })
  if (outcome === 'done' && commit.parked) meters.parkings.inc(commit.parked.length)
}
