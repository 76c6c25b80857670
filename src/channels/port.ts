import type { Hono } from 'hono'
import type { Clock } from '../clock/port.ts'
import type { ActorId, CustomerAddress } from '../domain/actor.ts'
import type { LetterId } from '../domain/letter.ts'
import type { InboundMessage, OutboundMessage } from '../domain/message.ts'
import type { Hindrance } from '../domain/undelivered.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import type { PageEnv } from '../http/headers.ts'
import type { Store } from '../store/port.ts'

/** What the desk gives to every channel; its account, and what it needs beside this, stand in settings of its own. */
export type ChannelParts = {
  store: Store
  clock: Clock
  /** A wording as a sentence in the reader's language. */
  say(wording: Wording, locale: Locale): string
  /** The language of what a channel says by itself to who has not told his. */
  locale: Locale
  /** The address of a new private link to a customer's talk; undefined where others could not open it. */
  privateLink?(customer: CustomerAddress): Promise<string | undefined>
  /** Told of what was refused or failed, without personal data. */
  onProblem?(problem: unknown): void
}

export type Capabilities = {
  /** The longest text of one message, in characters; absent: no limit of its own. */
  textLength?: number
  buttons: 'native' | 'menu' | 'numbered'
  /** How long after the customer's last message the channel may write, in ms; absent: always. */
  replyWindow?: number
  /** Messages within that window. */
  quota?: number
  pushAfterWindow: 'free' | 'template' | 'consent' | 'none'
  groups: boolean
  /** How many messages a room bears in how long (ms); above it alerts are put together. Absent: any number. */
  roomPace?: { messages: number; within: number }
  /** Its platform brings nothing later: what is written while it is cut off is lost. */
  losesWhileAway?: true
  /** It tells when staff have seen what was sent to them. */
  tellsSeen?: true
  /** Nobody complains there: who does not work here is a stranger. */
  staffOnly?: true
}

/**
 * What became of handing a message over, in words the desk can act on. `retryAfter` in ms. `instead`: the channel keeps the
 * message and hands it over when the customer writes; `asked` where it has asked him to.
 */
export type SendOutcome =
  | { ok: true; via: string }
  | {
      ok: false
      kind: Exclude<Hindrance, 'no address' | 'fault'>
      retryAfter?: number
      instead?: 'waits' | 'asked'
      reason: string
    }

/**
 * What the desk says to a channel that brings a message. `limited` is kept, but too much of it; of a `stranger` in a room
 * of staff nothing is.
 */
export type Receipt = 'accepted' | 'duplicate' | 'limited' | 'stranger'

/** Takes a message for good: resolves after the commit, throws when nothing was kept ("try again"). */
export type Receive = (message: InboundMessage) => Promise<Receipt>

/**
 * A message that a platform had taken has not reached its reader, as it tells later; the channel keeps it until he writes.
 * Resolves after the commit; the same may be told twice.
 */
export type TellMissed = (missed: {
  peer: string
  letter: LetterId
  message: OutboundMessage
  kind: Hindrance
}) => Promise<void>

/** Whose lines are read on pages that are open here; `wake` tells them that some may be new. */
export type Readers = {
  has(actor: ActorId): boolean
  all(): Iterable<ActorId>
  wake(actor: ActorId): void
}

/**
 * A platform account that messages come and go through. `send` is at least once: the same `letter` may come twice,
 * and a channel that can tell shows it once.
 */
export interface Channel {
  readonly name: string
  readonly capabilities: Capabilities
  start(receive: Receive, tell?: TellMissed): Promise<void>
  /** To one person, as this channel knows them. */
  send(peer: string, message: OutboundMessage, letter: LetterId): Promise<SendOutcome>
  /** To a room of staff, as this channel knows it; absent where the channel has no groups. */
  sendToRoom?(room: string, message: OutboundMessage, letter: LetterId): Promise<SendOutcome>
  /** The room that a team has there from the start, and nobody binds. Absent where staff make groups into rooms. */
  teamRoom?(team: string): string | undefined
  /** His talk is erased: what the channel keeps of it goes. */
  forget?(peer: string): Promise<void>
  /**
   * What it has shown of an erased actor in rooms of staff loses its words; what would let somebody into it (a private link)
   * opens nothing any more.
   */
  forgetAbout?(about: ActorId): Promise<void>
  /** Forgets what is over; asked from time to time by one process of the desk. */
  prune?(now: number): Promise<void>
  /** What its platform calls, to be mounted at the root. */
  routes?(): Hono<PageEnv>
  /**
   * The address of a new private link that opens a customer's talk, of whatever channel, on a page; undefined where others
   * could not open it.
   */
  privateLink?(customer: CustomerAddress): Promise<string | undefined>
  /** Absent where nobody reads the transcript itself. */
  readonly readers?: Readers
  /** `reason` is for who runs the desk; `told`, where the channel has words for it, for staff. */
  health(): { ok: boolean; reason?: string; told?: Wording }
  /** What an admin has to scan with his phone so that the account is the desk's; secret, undefined while nothing has to be. */
  loginCode?(): string | undefined
  stop(): Promise<void>
}
