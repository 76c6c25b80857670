import type { Store } from './port.ts'

/** What somebody wants to know of the calls to a store. `ms`: how long it took. */
export type StoreObserver = {
  answered(call: { operation: string; ms: number; parts: unknown[]; result: unknown }): void
  failed(operation: string, error: unknown): void
}

type Ask = (...parts: unknown[]) => unknown

/** The same store, with somebody looking on. */
export function observedStore<S extends Store>(store: S, observers: readonly StoreObserver[]): S {
  const asks = new Map<string, Ask>()
  return new Proxy(store, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target)
      if (typeof found !== 'function') return found
      if (typeof name !== 'string') return found.bind(target)
      const known = asks.get(name) ?? observed(name, found.bind(target) as Ask, observers)
      asks.set(name, known)
      return known
    },
  })
}

function observed(operation: string, ask: Ask, observers: readonly StoreObserver[]): Ask {
  return (...parts) => {
    const begun = performance.now()
    const answer = ask(...parts)
    if (!(answer instanceof Promise)) return answer
    answer.then(
      (result: unknown) => {
        const ms = performance.now() - begun
        for (const one of observers) one.answered({ operation, ms, parts, result })
      },
      (error: unknown) => {
        for (const one of observers) one.failed(operation, error)
      },
    )
    return answer
  }
}
