import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import { commitContract } from './store-commits.ts'
import { keepingContract } from './store-keeping.ts'
import { laneContract } from './store-lanes.ts'
import { letterContract } from './store-letters.ts'
import { ticketContract } from './store-tickets.ts'

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

/** Everything a store promises, tried on a real database. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(name, () => {
    let opened: OpenedStore
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.dispose())

    const bench: Bench = {
      store: () => opened.store,
      async reopen() {
        opened.store = await opened.reopen()
        return opened.store
      },
      second: async () => opened.second?.(),
    }
    commitContract(bench)
    letterContract(bench)
    laneContract(bench)
    keepingContract(bench)
    ticketContract(bench)
  })
}
