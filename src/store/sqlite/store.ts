import type { ActorId } from '../../domain/actor.ts'
import type { CommitItem, Line, StoredActor } from '../../domain/commit.ts'
import type { Letter, LetterId } from '../../domain/letter.ts'
import type { FileRef } from '../../domain/message.ts'
import type { Copyable } from '../copyable.ts'
import {
  type CommitOutcome,
  type FoundTicket,
  type Store,
  type StoredRecord,
  StoreUnavailableError,
  type TicketFigures,
  type TicketFilter,
} from '../port.ts'
import { weigh } from '../weigh.ts'
import { type BackupReport, backUp } from './backup.ts'
import { CommitJob } from './commit-job.ts'
import { createSqliteCopy } from './copy.ts'
import type { Db, OpenFile } from './driver.ts'
import { asStoreError } from './faults.ts'
import { createGroupCommit, type GroupCommit, type Job } from './group-commit.ts'
import { createMail } from './letters/mail.ts'
import type { ParkedLetter } from './letters/parked.ts'
import { createWaitingRoom } from './letters/waiting-room.ts'
import { firstPlace } from './tables/consumed.ts'
import { createTables, type Tables } from './tables.ts'

export type SqliteOptions = {
  /** Where everything lies; made when it is not there. */
  folder: string
  /** Told of a record over 64 KB. */
  onLarge?(actor: ActorId, bytes: number): void
  /** The lowest score that counts as satisfied; 4 where absent. */
  satisfiedFrom?: number
}

/** How the folder was opened, and how it is given back. */
type Opened = {
  open: OpenFile
  release(): void
  /** When the last process wrote last, where it did not end in order; epoch ms. */
  diedAt: number | undefined
}

/** The embedded store: one process, one file, one write per turn of the event loop. */
export class SqliteStore implements Store {
  readonly #db: Db
  readonly #options: SqliteOptions & Opened
  readonly #tables: Tables
  readonly #writes: GroupCommit
  readonly #mail: ReturnType<typeof createMail>
  readonly #room = createWaitingRoom()
  readonly #leases = new Map<string, { holder: string; until: number }>()
  readonly #beat
  /** The latest moment anybody told; epoch ms. */
  #now = 0

  constructor(db: Db, options: SqliteOptions & Opened) {
    this.#db = db
    this.#options = options
    this.#tables = createTables(db, options.folder, options.satisfiedFrom ?? 4)
    this.#writes = createGroupCommit(db, (error) => this.#fault(error))
    this.#mail = createMail(this.#tables, this.#room, options.diedAt)
    this.#beat = db.prepare(
      'INSERT INTO pulse VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET beats = beats + 1',
    )
  }

  async load(actor: ActorId): Promise<StoredActor | undefined> {
    return this.#read(() => this.#tables.actors.load(actor))
  }

  async commit(item: CommitItem, now: number): Promise<CommitOutcome> {
    this.#now = Math.max(this.#now, now)
    const record = JSON.stringify(item.commit.record)
    weigh(item.actor, record, this.#options.onLarge)
    const parts = { record, now, tables: this.#tables, room: this.#room }
    const outcome = await this.#write(new CommitJob(item, parts))
    // Bytes that could not be removed now are removed by the next pruning.
    if (item.commit.erases) await this.#sweep().catch(() => undefined)
    return outcome
  }

  async claim(now: number, limit: number, leaseMs: number): Promise<readonly Letter[]> {
    this.#now = Math.max(this.#now, now)
    return this.#read(() => this.#mail.claim(now, limit, leaseMs))
  }

  async nextDue(slot?: string): Promise<number | undefined> {
    return this.#read(() => this.#mail.nextDue(slot))
  }

  async waiting(moment: number): Promise<number> {
    return this.#read(() => this.#mail.waiting(moment))
  }

  async settle(id: LetterId): Promise<void> {
    await this.#write(this.#mail.settling(id))
  }

  async postpone(id: LetterId, dueAt: number): Promise<void> {
    await this.#write(this.#mail.postponing(id, dueAt))
  }

  async park(id: LetterId, reason: string): Promise<void> {
    await this.#write(this.#mail.parking(id, { reason, parkedAt: this.#now }))
  }

  async parked(limit: number): Promise<readonly ParkedLetter[]> {
    return this.#read(() => this.#mail.parked(limit))
  }

  async unpark(id: LetterId): Promise<Letter | undefined> {
    return this.#write(this.#mail.unparking(id))
  }

  async drawNumber(day: string): Promise<number> {
    return this.#write(this.#tables.numbers.drawing(day))
  }

  async lines(actor: ActorId, after: number, limit: number): Promise<readonly Line[]> {
    return this.#linesOf(actor, (key) => this.#tables.transcript.after(key, after, limit))
  }

  async lastLines(actor: ActorId, limit: number): Promise<readonly Line[]> {
    return this.#linesOf(actor, (key) => this.#tables.transcript.last(key, limit))
  }

  async forgetAbout(about: ActorId): Promise<number> {
    return this.#write(this.#tables.transcript.forgettingAbout(about))
  }

  async record(name: string): Promise<StoredRecord | undefined> {
    return this.#read(() => this.#tables.records.record(name))
  }

  async writeRecord(name: string, revision: number, value: unknown): Promise<boolean> {
    return this.#write(this.#tables.records.writing(name, revision, value))
  }

  async records(
    prefix: string,
  ): Promise<readonly { name: string; value: unknown; revision: number }[]> {
    return this.#read(() => this.#tables.records.withPrefix(prefix))
  }

  /** In memory: with the process its singletons end as well. */
  async lease(name: string, holder: string, now: number, until: number): Promise<boolean> {
    const held = this.#leases.get(name)
    if (held && held.holder !== holder && held.until > now) return false
    this.#leases.set(name, { holder, until })
    return true
  }

  async putFile(file: { name: string; type: string; bytes: Uint8Array }): Promise<FileRef> {
    const job = await this.#tables.files.keeping(file).catch((error) => {
      throw this.#fault(error)
    })
    return this.#write(job)
  }

  async file(id: string): Promise<(FileRef & { bytes: Uint8Array }) | undefined> {
    return this.#tables.files.file(id).catch((error) => {
      throw this.#fault(error)
    })
  }

  async ticket(number: string): Promise<FoundTicket | undefined> {
    return this.#read(() => this.#tables.queries.ticket(number))
  }

  async tickets(
    filter: TicketFilter,
    page: { limit: number; sort?: 'opened' | 'due'; cursor?: string },
  ): Promise<{ tickets: readonly FoundTicket[]; next?: string }> {
    return this.#read(() => this.#tables.queries.tickets(filter, page))
  }

  async figures(filter: TicketFilter): Promise<TicketFigures> {
    return this.#read(() => this.#tables.queries.figures(filter))
  }

  async tally(
    filter: TicketFilter,
    by: 'state' | 'category' | 'level' | 'department' | 'owner',
  ): Promise<ReadonlyMap<string, number>> {
    return this.#read(() => this.#tables.queries.tally(filter, by))
  }

  async prune(now: number): Promise<number> {
    const { consumed, records } = this.#tables
    await this.#write(records.forgettingRemoved())
    await this.#sweep()
    let forgotten = 0
    for (let from = firstPlace; ; ) {
      const place = from
      const slice = await this.#write({ write: () => consumed.forget(place, now) })
      forgotten += slice.forgotten
      if (!slice.end) return forgotten
      from = slice.end
    }
  }

  /** A real write: nothing less tells whether the next one would go through. */
  async check(): Promise<void> {
    await this.#write({ write: () => this.#beat.run() })
  }

  /** Copies everything into `to`, a folder that is not there yet, while writing goes on. */
  async backup(to: string): Promise<BackupReport> {
    this.#refuseClosed()
    const { folder, open } = this.#options
    return backUp(this.#db, open, { from: folder, to }).catch((error) => {
      throw asStoreError(error, to)
    })
  }

  /** All it holds, to be copied while nobody writes. */
  copyable(): Copyable {
    this.#refuseClosed()
    return createSqliteCopy(this.#db, this.#options.folder, this.#tables)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#db.open) return
    this.#writes.drain()
    this.#db.close()
    this.#options.release()
  }

  /** Removes the bytes of erased files. */
  async #sweep(): Promise<void> {
    const swept = await this.#tables.files.sweep().catch((error) => {
      throw this.#fault(error)
    })
    await this.#write(swept)
  }

  #linesOf(actor: ActorId, read: (key: number) => Line[]): Line[] {
    return this.#read(() => {
      const key = this.#tables.actors.keyOf(actor)
      return key === undefined ? [] : read(key)
    })
  }

  #write<T>(job: Job<T>): Promise<T> {
    this.#refuseClosed()
    return this.#writes.run(job)
  }

  #read<T>(read: () => T): T {
    this.#refuseClosed()
    try {
      return read()
    } catch (error) {
      throw this.#fault(error)
    }
  }

  #refuseClosed(): void {
    if (this.#db.open) return
    throw new StoreUnavailableError(`store in ${this.#options.folder}: it is closed`)
  }

  #fault(error: unknown): unknown {
    return asStoreError(error, this.#options.folder)
  }
}
