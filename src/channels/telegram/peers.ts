import type { Known } from '../../domain/message.ts'
import type { Store } from '../../store/port.ts'

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
      for (;;) {
        const found = await store.record(prefix + peer)
        if (!found && value === undefined) return
        if (await store.writeRecord(prefix + peer, found?.revision ?? 0, value)) return
      }
    },
    async prune(_, now) {
      for (const { name, value, revision } of await store.records(prefix)) {
        if ((value as Peer).until <= now) await store.writeRecord(name, revision, undefined)
      }
    },
  }
}
