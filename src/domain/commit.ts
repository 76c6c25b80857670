import type { ActorId } from './actor.ts'
import type { LetterId, NewLetter } from './letter.ts'
import type { Button, FileRef } from './message.ts'
import type { TicketView } from './ticket.ts'
import type { Wording } from './wording.ts'

/**
 * One line of a transcript (what was said in a conversation or room) or of a history (what happened to a ticket).
 * `seq` runs from 1 without gaps within its actor.
 */
export type Line = {
  seq: number
  /** Epoch ms. */
  at: number
  /** `customer`, `bot`, `system`, or `staff:<id>`. */
  by: string
  text?: string
  buttons?: readonly Button[]
  files?: readonly FileRef[]
  /** The button that was pressed. */
  press?: string
  /** The platform's key of the message that was said. */
  key?: string
  /** The letter that carried this line to a person: shown twice, it is still one line. */
  letter?: LetterId
  /** What happened, for a history. */
  what?: Wording
  /** What a room's line is about: a ticket's actor id. */
  about?: string
}

/** Everything an actor keeps between two events. Plain JSON; the store does not look inside. */
export type ActorRecord = {
  /** `name@version` of the chart that wrote the snapshot. */
  chart: string
  snapshot: unknown
  /** How many lines the actor's transcript has. */
  lines: number
  [more: string]: unknown
}

/** The key of the message or letter that a commit answers; kept by time, longer than a platform redelivers. */
export type ConsumedKey = { key: string; keepUntil: number }

/** Everything one event changes, written all at once or not at all. */
export type Commit = {
  record: ActorRecord
  /** In the order they are to be told. The n-th gets the id `actor@revision#n`. */
  letters: readonly NewLetter[]
  /** Slots to empty, before `letters` are posted into theirs. */
  cancels: readonly string[]
  lines: readonly Line[]
  consumed?: ConsumedKey
  /** The letter to oneself that this commit answers: removed by the same write. */
  answers?: LetterId
  /** The letters of this commit that wait for staff at once (see *parked*), by their index in `letters`. */
  parked?: readonly number[]
  /**
   * What the actor has kept so far goes with this write, for good: its earlier lines, the files they name, its parked
   * letters. Its revision, its keys and the running numbers of its lines go on, so that whoever still writes from before
   * finds himself stale and brings nothing back. The lines and letters of this commit stay, and so do letters on their way.
   */
  erases?: true
  /** The indexed fields; only tickets have them. */
  view?: TicketView
}

export type StoredActor = { revision: number; record: ActorRecord }

export type CommitItem = {
  actor: ActorId
  /** The revision the commit was made from; 0 for an actor that does not exist yet. */
  revision: number
  commit: Commit
}
