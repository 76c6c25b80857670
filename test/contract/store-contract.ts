import { afterEach, beforeEach, describe } from 'vitest'
import type { Bench, OpenedStore } from './store-bench.ts'
import { commitContract } from './store-commits.ts'
import { erasingContract } from './store-erasing.ts'
import { keepingContract } from './store-keeping.ts'
import { laneContract } from './store-lanes.ts'
import { letterContract } from './store-letters.ts'
import { raceContract } from './store-races.ts'
import { slotContract } from './store-slots.ts'
import { ticketContract } from './store-tickets.ts'
import { waitingContract } from './store-waiting.ts'

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
    slotContract(bench)
    laneContract(bench)
    keepingContract(bench)
    ticketContract(bench)
    erasingContract(bench)
    raceContract(bench)
    waitingContract(bench)
  })
}
