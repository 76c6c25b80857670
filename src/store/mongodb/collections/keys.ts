import type { ActorId } from '../../../domain/actor.ts'
import type { Collection } from '../driver.ts'
import { isOnlyDuplicates } from '../faults.ts'

/** `until`: epoch ms. */
export type KeyDocument = { _id: string; until: number }

type Key = { key: string; until: number }

/** Keys that an actor consumed a while ago: its document keeps the last ones, and so stays small however much is said. */
export function createKeys(keys: Collection<KeyDocument>) {
  return {
    async keep(actor: ActorId, moved: readonly Key[]): Promise<void> {
      const docs = moved.map(({ key, until }) => ({ _id: placeOf(actor, key), until }))
      await keys.insertMany(docs, { ordered: false }).catch((error) => {
        if (!isOnlyDuplicates(error)) throw error
      })
    },
    async has(actor: ActorId, key: string): Promise<boolean> {
      const readConcern = { level: 'majority' } as const
      return (await keys.findOne({ _id: placeOf(actor, key) }, { readConcern })) !== null
    },
    async forget(now: number): Promise<number> {
      return (await keys.deleteMany({ until: { $lt: now } })).deletedCount
    },
  }
}

function placeOf(actor: ActorId, key: string): string {
  return `${actor}\n${key}`
}
