import type { Store } from '../../src/store/port.ts'

export type OpenedStore = {
  store: Store
  /** Closes it and opens the same data again. */
  reopen(): Promise<Store>
  /** Another connection to the same data, where the database lets one be made; closed by `dispose`. */
  second?(): Promise<Store>
  dispose(): Promise<void>
}

/** The store under test and the ways to look at it anew. */
export type Bench = {
  store: () => Store
  reopen(): Promise<Store>
  second(): Promise<Store | undefined>
}
