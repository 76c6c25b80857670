import type { LetterId } from '../../domain/letter.ts'
import type { Known, OutboundMessage } from '../../domain/message.ts'
import type { Timed } from '../../domain/policy.ts'
import { spanMs } from '../../domain/span.ts'
import { type Store, StoreUnavailableError } from '../../store/port.ts'
import { forgetRecords } from '../../store/records.ts'

/** A letter that could not go out, kept until the customer writes again. */
export type WaitingLetter = {
  letter: LetterId
  text: string
  menu?: Menu
  /** The account might not write by itself: it goes out as soon as the account may. */
  unwritten?: true
}

/** A message whose buttons can be pressed. */
export type Menu = Pick<OutboundMessage, 'text' | 'buttons'>

/** One message on its way or with him, by the id the platform knows it by. */
export type Sent = { id: string; letter?: LetterId; text: string; message?: OutboundMessage }

/** What the account remembers of one customer. Times in epoch ms. */
export type Peer = {
  /** His last message, its key, and how many of ours it has paid for. */
  spokeAt?: number
  spokeKey?: string
  used: number
  /** His last click, follow or scan, and how many of ours it has paid for. */
  cameAt?: number
  cameUsed?: number
  /** He no longer follows. */
  left?: true
  /** What the code he scanned last says the talk is about, until when. */
  known?: Known & { until: number }
  waiting?: readonly WaitingLetter[]
  /** Letters that waited and were handed over since. */
  handed?: readonly LetterId[]
  /** The last messages to him, where the platform tells later which have not arrived. */
  sent?: readonly Sent[]
  /** The template message that asked him to write again, and what became of it. */
  asked?: { id: string; at: number; status: 'sent' | 'arrived' | 'refused' }
  /** One message after the window: asked for with a word that is used once, or granted. */
  consent?: { reserved?: string; grantedAt?: number }
}

/** What the account remembers of its customers, the same for all processes of the desk. */
export type Peers = {
  get(peer: string): Promise<Peer>
  /** `how` may run more than once; undefined changes nothing. Answers what stands there now. */
  change(peer: string, how: (before: Peer) => Peer | undefined): Promise<Peer>
  /** Of what was said and scanned nothing stays; only the count that lets the last words go out to him. */
  forget(peer: string): Promise<void>
  /** Removes who has nothing left that counts; looks once a day. */
  prune(now: number): Promise<void>
}

const tries = 20
/** How often records that are over are looked for, in ms. */
const prunes = 24 * 3_600_000

/** `prefix`: what the names of the account's records begin with. */
export function createPeers(store: Store, prefix: string, rules: { window: Timed }): Peers {
  let prunedAt = 0
  const nameOf = (peer: string) => `${prefix}${peer}`

  async function change(peer: string, how: (before: Peer) => Peer | undefined): Promise<Peer> {
    for (let n = 0; n < tries; n++) {
      const stored = await store.record(nameOf(peer))
      const before = (stored?.value ?? { used: 0 }) as Peer
      const after = how(before)
      if (!after) return before
      if (await store.writeRecord(nameOf(peer), stored?.revision ?? 0, after)) return after
    }
    throw new StoreUnavailableError('a record of a customer is always being written')
  }

  return {
    async prune(now) {
      if (now - prunedAt < prunes) return
      prunedAt = now
      const before = now - spanMs(rules.window.within)
      await forgetRecords<Peer>(store, prefix, (peer) => isOver(peer, before))
    },
    change,
    get: async (peer) => ((await store.record(nameOf(peer)))?.value ?? { used: 0 }) as Peer,
    async forget(peer) {
      await change(
        peer,
        ({ known: _, waiting: _w, handed: _h, asked: _a, sent: _s, consent: _c, ...counts }) =>
          counts,
      )
    },
  }
}

/** Without a window every count is as if it were not there. That he has left, what waits and what he agreed to stays. */
function isOver({ left, waiting = [], consent, ...peer }: Peer, before: number): boolean {
  const { spokeAt = 0, cameAt = 0, asked, known } = peer
  const latest = Math.max(spokeAt, cameAt, asked?.at ?? 0, known?.until ?? 0)
  return !left && waiting.length === 0 && consent?.grantedAt === undefined && latest < before
}
