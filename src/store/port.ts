import type { ActorId } from '../domain/actor.ts'
import type { CommitItem, Line, StoredActor } from '../domain/commit.ts'
import type { Letter, LetterId } from '../domain/letter.ts'
import type { FileRef } from '../domain/message.ts'
import type { Level, TicketState, TicketView } from '../domain/ticket.ts'

/**
 * What became of a commit. `done`: all of it is durable. The others wrote nothing: `stale` (the actor is at another
 * revision), `seen` (this actor consumed the key before), `gone` (the letter it answers was replaced, cancelled or settled).
 */
export type CommitOutcome =
  | {
      outcome: 'done'
      revision: number
      letters: readonly Letter[]
      /** Letters of this actor to others that are not settled yet, these included. */
      pending: number
    }
  | { outcome: 'stale' | 'seen' | 'gone' }

/** The database failed: nothing was written unless a later read shows it. The platform is to be told "try again". */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError'
}

/** A snapshot over the hard limit (512 KB): a fault of the chart that made it. */
export class RecordTooLargeError extends Error {
  override name = 'RecordTooLargeError'
}

export type StoredRecord = { revision: number; value: unknown }

export type TicketFilter = {
  states?: readonly TicketState[]
  /** True: not in an ended state. */
  open?: boolean
  unconfirmed?: boolean
  levelAtLeast?: Level
  category?: string
  department?: string
  owner?: string | null
  customer?: string
  /** About this member of staff, or about none of these. */
  about?: string
  notAbout?: readonly string[]
  /** The deadline of its step or its promised day is before this moment. */
  dueBefore?: number
  openedFrom?: number
  openedBefore?: number
  closedFrom?: number
  closedBefore?: number
  /** Number, phone, order exactly; name, product by their beginning. */
  text?: string
}

export type FoundTicket = { actor: ActorId; view: TicketView }

/** Figures over the tickets a filter finds. Means in ms; `null` where nothing could be averaged. */
export type TicketFigures = {
  count: number
  scored: number
  satisfied: number
  meanScore: number | null
  meanToAnswer: number | null
  meanToClose: number | null
  granted: number
}

/** What a process of the desk wants to be told when others write: it has open pages, and keeps some records in memory. */
export type Watching = {
  /** Whether, and which, actors' lines are read on pages here. */
  holds(actor: ActorId): boolean
  actors(): Iterable<ActorId>
  /** The beginnings of the names of records that are kept in memory. */
  records: readonly string[]
  /** Something new may stand there, at least once for each change; `record` is a name, or the beginning of some. */
  changed(what: { actor: ActorId } | { record: string }): void
  onFault(error: unknown): void
}

/**
 * Where everything durable lives. One commit is one actor's step: all of it or nothing. Every write to an actor raises
 * its revision by one. What would surprise you: `commit` answers only after the data are on disk, and commits of one
 * event-loop tick share one disk write; a letter due at once comes back in the outcome already leased to the caller.
 *
 * All methods throw `StoreUnavailableError` when the database cannot be used.
 */
export interface Store extends AsyncDisposable {
  load(actor: ActorId): Promise<StoredActor | undefined>
  /**
   * All or nothing, at an expected revision; resolves when durable. Letters due by `now` come back leased, except those
   * that have to wait for an earlier one to the same recipient: `claim` gives them when it is their turn.
   */
  commit(item: CommitItem, now: number): Promise<CommitOutcome>

  /**
   * Leases due letters, oldest due first and per sender in order; a letter is not given while an earlier one of the
   * same sender to the same recipient is leased or being retried (timers, letters to oneself, stand in no line). One
   * to another that somebody had in hand, whose lease ran out or whose process died, comes back as given `again`.
   */
  claim(now: number, limit: number, leaseMs: number): Promise<readonly Letter[]>
  /**
   * The moment from which `claim` has something to give, so far as is known now: a letter whose turn it is comes due, or
   * a lease runs out. Of those in `slot` only, where it is named.
   */
  nextDue(slot?: string): Promise<number | undefined>
  /** How many letters nobody has in hand whose turn came at `moment` or before; of 1,000 senders at most. */
  waiting(moment: number): Promise<number>
  /** Delivered: forgotten. Idempotent; a settlement of a letter that is gone does nothing. */
  settle(id: LetterId): Promise<void>
  /** Not delivered: due again at `dueAt`, one more attempt counted, the lease given back. */
  postpone(id: LetterId, dueAt: number): Promise<void>
  /** Given up: kept for staff, out of every line. */
  park(id: LetterId, reason: string): Promise<void>
  /** Parked letters, oldest first. */
  parked(limit: number): Promise<readonly (Letter & { reason: string; parkedAt: number })[]>
  /** Removes a parked letter and gives it back, once. */
  unpark(id: LetterId): Promise<Letter | undefined>

  /** A ticket number of that day (`20261121`), rising, unique, not gapless: 1, 2, 3 … */
  drawNumber(day: string): Promise<number>

  /** Lines of an actor with `seq` above `after`, in order, at most `limit`. */
  lines(actor: ActorId, after: number, limit: number): Promise<readonly Line[]>
  /** The last `limit` lines, in order. */
  lastLines(actor: ActorId, limit: number): Promise<readonly Line[]>

  /**
   * Takes words, buttons, presses and files out of the lines of staff rooms that are `about` the actor; their running
   * numbers stay. Answers how many. Idempotent; what it promises may be carried out line by line.
   */
  forgetAbout(about: ActorId): Promise<number>

  /** Small named documents: people, invitations, codes, rooms, cursors. */
  record(name: string): Promise<StoredRecord | undefined>
  /** Writes at an expected revision (0: must not exist); false when somebody else was faster. `undefined` removes. */
  writeRecord(name: string, revision: number, value: unknown): Promise<boolean>
  /** All records whose name starts with `prefix`, by name. */
  records(prefix: string): Promise<readonly { name: string; value: unknown; revision: number }[]>
  /** A named lease for a singleton; true when `holder` has it until `until` (epoch ms). */
  lease(name: string, holder: string, now: number, until: number): Promise<boolean>

  putFile(file: { name: string; type: string; bytes: Uint8Array }): Promise<FileRef>
  file(id: string): Promise<(FileRef & { bytes: Uint8Array }) | undefined>

  ticket(number: string): Promise<FoundTicket | undefined>
  /** Newest first where `sort` is `opened`; where it is `due`, first what is due, promised or
   * needed first, and of those due at one moment what is needed by a day. `cursor` is the last answer's `next`. */
  tickets(
    filter: TicketFilter,
    page: { limit: number; sort?: 'opened' | 'due'; cursor?: string },
  ): Promise<{ tickets: readonly FoundTicket[]; next?: string }>
  figures(filter: TicketFilter): Promise<TicketFigures>
  /** How many tickets the filter finds, per value of one field; `''` counts those where it is empty. */
  tally(
    filter: TicketFilter,
    by: 'state' | 'category' | 'level' | 'department' | 'owner',
  ): Promise<ReadonlyMap<string, number>>

  /** The database's own clock (epoch ms); absent where it is this machine's. */
  time?(): Promise<number>

  /** Tells what other processes write, until it is closed; absent where there are none. */
  watch?(watching: Watching): { close(): Promise<void> }

  /** Forgets keys whose time is over; answers how many. */
  prune(now: number): Promise<number>
  /** Throws `StoreUnavailableError` when a write would fail. */
  check(): Promise<void>
}
