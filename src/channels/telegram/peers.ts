import type { Known } from '../../domain/message.ts'
import type { Store } from '../../store/port.ts'
import { changeRecord, forgetRecords } from '../../store/records.ts'

const prefix = 'telegram:peer:'

/** What the link somebody came by says the talk is about, until when (epoch ms). */
type Peer = { known: Known; until: number }

/** What the bot remembers of those who write to it. */
export type Peers = {
  known(peer: string, now: number): Promise<Known | undefined>
  write(peer: string, value: Peer | undefined): Promise<void>
  prune(_: number, now: number): Promise<void>
}

export function createPeers(store: Store): Peers {
  return {
    async known(peer, now) {
      const found = (await store.record(prefix + peer))?.value as Peer | undefined
      return found && found.until > now ? found.known : undefined
    },
    async write(peer, value) {
      await changeRecord<Peer>(store, prefix + peer, () => value)
    },
    prune: (_, now) => forgetRecords<Peer>(store, prefix, ({ until }) => until <= now),
  }
}
