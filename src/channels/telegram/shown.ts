import type { ActorId } from '../../domain/actor.ts'
import { type LetterId, senderOf } from '../../domain/letter.ts'
import type { Store } from '../../store/port.ts'
import { changeRecord, forgetRecords } from '../../store/records.ts'

const prefix = 'telegram:shown:'

type Shown = { letter: LetterId; at: number }

/** Which letter stands as which message of a chat, so that an answer to the message acts on what it is about. */
export function createShown(store: Store) {
  const nameOf = (chat: string, n: number) => `${prefix}${chat}:${n}`

  return {
    async keep(chat: string, shown: readonly number[], letter: LetterId, now: number) {
      for (const n of shown) {
        await changeRecord<Shown>(store, nameOf(chat, n), () => ({ letter, at: now }))
      }
    },
    async letterOf(chat: string, n: number): Promise<LetterId | undefined> {
      return ((await store.record(nameOf(chat, n)))?.value as Shown | undefined)?.letter
    },
    /** All that was shown of an actor. */
    async of(actor: ActorId): Promise<readonly { chat: string; n: number }[]> {
      const records = await store.records(prefix)
      return records
        .filter(({ value }) => isOf((value as Shown).letter, actor))
        .map(({ name }) => {
          const [chat, n] = name.slice(prefix.length).split(':') as [string, string]
          return { chat, n: Number(n) }
        })
    },
    async forget(traces: readonly { chat: string; n: number }[]): Promise<void> {
      for (const { chat, n } of traces) {
        await changeRecord<Shown>(store, nameOf(chat, n), () => undefined)
      }
    },
    prune: (before: number) => forgetRecords<Shown>(store, prefix, ({ at }) => at < before),
  }
}

/** The actor has sent it, or an answer of the desk is about it. */
function isOf(letter: LetterId, actor: ActorId): boolean {
  const sender = senderOf(letter)
  return sender === actor || sender.endsWith(` ${actor}`)
}
