import type { ActorId } from '../../domain/actor.ts'
import { type LetterId, senderOf } from '../../domain/letter.ts'
import type { Store } from '../../store/port.ts'
import { changeRecord, forgetRecords } from '../../store/records.ts'
import type { Face } from './card.ts'

const prefix = 'wecom-aibot:card:'

/** A card that stands in a talk: which letter it shows, and what its buttons are. */
export type Shown = { chat: string; letter: LetterId; about?: string; face: Face; at: number }

/** Which cards stand where, by the name the platform knows them by; the same for all processes of the desk. */
export function createShown(store: Store) {
  return {
    async of(task: string): Promise<Shown | undefined> {
      return (await store.record(prefix + task))?.value as Shown | undefined
    },
    async keep(task: string, shown: Shown): Promise<void> {
      await changeRecord<Shown>(store, prefix + task, () => shown)
    },
    async forget(task: string): Promise<void> {
      await changeRecord<Shown>(store, prefix + task, () => undefined)
    },
    /** Nothing of an erased actor can be pressed any more. */
    forgetAbout: (actor: ActorId) =>
      forgetRecords<Shown>(store, prefix, ({ letter, about }) => {
        const sender = senderOf(letter)
        return about === actor || sender === actor || sender.endsWith(` ${actor}`)
      }),
    prune: (before: number) => forgetRecords<Shown>(store, prefix, ({ at }) => at < before),
  }
}

export type ShownCards = ReturnType<typeof createShown>
