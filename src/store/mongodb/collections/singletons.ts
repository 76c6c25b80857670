import type { Collection } from '../driver.ts'
import { isDuplicate } from '../faults.ts'

export type LeaseDocument = { _id: string; holder: string; until: number }

/** Named leases, for what only one process of the desk does at a time. */
export function createSingletons(leases: Collection<LeaseDocument>) {
  return {
    async lease(
      name: string,
      { holder, now, until }: { holder: string; now: number; until: number },
    ): Promise<boolean> {
      const filter = { _id: name, $or: [{ holder }, { until: { $lte: now } }] }
      return leases.updateOne(filter, { $set: { holder, until } }, { upsert: true }).then(
        () => true,
        // Nothing matched, and so it would be made: but it is there, in other hands.
        (error) => {
          if (isDuplicate(error)) return false
          throw error
        },
      )
    },
  }
}
