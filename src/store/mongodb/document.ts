import { type ActorId, isActor } from '../../domain/actor.ts'
import {
  type Letter,
  type LetterId,
  letterId,
  letterOrder,
  type NewLetter,
} from '../../domain/letter.ts'
import type { TicketDocument } from './tickets/document.ts'

/** A letter as its sender's document keeps it; `body` is the words or the event, as JSON. */
export type KeptLetter = {
  revision: number
  n: number
  to: string
  /** Epoch ms. */
  due: number
  /** Hand-overs that failed. */
  tries: number
  slot?: string
  body: string
  /** How often it was lent so far: who holds an older lease than the last may not touch it. */
  leases: number
  /** Which process has it, until when (epoch ms). */
  lease?: { by: string; until: number }
}

/** A line as JSON. */
export type KeptLine = { seq: number; line: string }

export type KeptParked = KeptLetter & { reason: string; at: number }

/** What the desk needs to go on, beside what people read; texts are JSON, so that every sign comes back as it was. */
export type Machinery = {
  /** The form it is in (see forms.ts); each write is in the newest form of the desk that writes. */
  format: number
  /** The oldest form whose desks read it; absent where that is its own. */
  readableFrom?: number
  /** Commits so far: the revision that callers know, and that letters are named by. */
  revision: number
  /** Writes so far, claims and settlements included: what each write expects to find, so that none undoes another. */
  writes: number
  /** The name of the last write, never given twice: what the next one expects to find. */
  mark: string
  /** The last few, newest last: the proof of a write whose answer was lost. */
  marks: readonly string[]
  record: string
  letters: readonly KeptLetter[]
  parked: readonly KeptParked[]
  parkedSince?: number
  /** Lines that have not moved to the transcript yet; the last one stays. */
  lines: readonly KeptLine[]
  /** Lines up to this number are erased, wherever they still stand; absent where none are. */
  erasedTo?: number
  /** Files that erased lines named, until they are removed. */
  unwanted?: readonly string[]
  keys: readonly { key: string; until: number }[]
  keysUntil?: number
  /** Until when keys of this actor are kept that have moved to their own collection; absent where there are none. */
  keysMovedUntil?: number
  /** What tickets are sorted and searched by, made from the fields at the top. */
  urgentAt?: number
  name?: string
  product?: string
}

/** One actor: everything one commit changes is in here. A ticket's fields stand at the top. */
export type ActorDocument = Partial<TicketDocument> & {
  _id: ActorId
  /** The first moment at which a letter of this actor can be claimed; epoch ms. */
  nextDue?: number
  desk: Machinery
}

/** What is to be erased: an actor's own past, or what rooms say about it. `at`: epoch ms. */
export type ErasureDocument = { _id: `own ${ActorId}` | `about ${ActorId}`; at: number }

export function keptOf(letter: NewLetter, revision: number, n: number): KeptLetter {
  const { to, dueAt, slot } = letter
  const body = JSON.stringify('event' in letter ? letter.event : letter.message)
  return {
    revision,
    n,
    to,
    due: dueAt,
    tries: 0,
    leases: 0,
    ...(slot === undefined ? {} : { slot }),
    body,
  }
}

export function idOf(from: ActorId, { revision, n }: KeptLetter): LetterId {
  return letterId(from, revision, n)
}

/** The letter of that name, where it still waits or is on its way. */
export function find({ _id, desk }: ActorDocument, id: LetterId): KeptLetter | undefined {
  const [revision, n] = letterOrder(id)
  const letter = desk.letters.find((kept) => kept.revision === revision && kept.n === n)
  return letter && idOf(_id, letter) === id ? letter : undefined
}

export function lend(letter: KeptLetter, lease: { by: string; until: number }): KeptLetter {
  return { ...letter, leases: letter.leases + 1, lease }
}

export function letterOf(from: ActorId, kept: KeptLetter): Letter {
  const body = JSON.parse(kept.body)
  return {
    to: kept.to,
    ...(isActor(kept.to as ActorId) ? { event: body } : { message: body }),
    dueAt: kept.due,
    ...(kept.slot === undefined ? {} : { slot: kept.slot }),
    id: idOf(from, kept),
    from,
    attempts: kept.tries,
  } as Letter
}
