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
  type Watching,
} from '../port.ts'
import { weigh } from '../weigh.ts'
import { type Collections, createCollections } from './collections.ts'
import { type CommitResult, commitOn } from './commit-job.ts'
import { createMongoCopy } from './copy.ts'
import type { ActorDocument } from './document.ts'
import { type Connection, databaseOf } from './driver.ts'
import { createErasing } from './erase.ts'
import { asStoreError } from './faults.ts'
import { forms as desksForms, type Stamp, stampOf } from './forms.ts'
import { GroupCommit } from './group-commit.ts'
import { Known } from './known.ts'
import type { ParkedLetter } from './letters/due.ts'
import { createMail } from './letters/mail.ts'
import { migrateOlder } from './migrate.ts'
import { createMovingOut } from './move-out.ts'
import type { MongoOptions } from './options.ts'
import { ticketDocument } from './tickets/document.ts'
import { refuseUnfit } from './tickets/schema.ts'
import { watchDatabase } from './watch.ts'
import { wellFormed } from './well-formed.ts'
import { WriteBatch } from './write-batch.ts'

/** So many documents this process remembers, to write the next change without reading first. */
const remembered = 2_000

/** How long the fate of a write is looked for, in ms: platforms wait five seconds for their "received". */
const patienceMs = 4_500

/** Settlements and moved lines wait so long at most, in ms, for a commit of their actor that takes them along. */
const restMs = 20

/** The store of companies: as many processes as needed, one document write per commit. */
export class MongoStore implements Store {
  readonly #connection: Connection
  readonly #options: MongoOptions & { place: string }
  readonly #collections: Collections
  readonly #writes: GroupCommit
  readonly #known = new Known(remembered)
  readonly #mail: ReturnType<typeof createMail>
  readonly #erasing: ReturnType<typeof createErasing>
  readonly #movingOut: ReturnType<typeof createMovingOut>
  readonly #migration: ReturnType<typeof migrateOlder>
  readonly #stamp: Stamp
  #closed = false

  constructor(connection: Connection, options: MongoOptions & { place: string }) {
    this.#connection = connection
    this.#options = options
    const { satisfiedFrom = 4, forms = desksForms } = options
    this.#stamp = stampOf(forms)
    this.#collections = createCollections(databaseOf(connection), { satisfiedFrom, forms })
    const { actors, reader } = this.#collections
    this.#writes = new GroupCommit({
      batch: new WriteBatch(databaseOf(connection), actors, forms),
      known: this.#known,
      patienceMs,
      restMs: options.restMs ?? restMs,
    })
    this.#mail = createMail({ actors, reader, known: this.#known, writes: this.#writes })
    this.#movingOut = createMovingOut(this.#collections, this.#mail)
    this.#erasing = createErasing(this.#collections, this.#writes)
    this.#migration = migrateOlder({
      ...this.#collections,
      forms,
      writes: this.#writes,
      tell: (progress) => options.onMigrating?.(progress),
    })
  }

  async load(actor: ActorId): Promise<StoredActor | undefined> {
    const doc = await this.#ask(() => this.#collections.reader.one(actor))
    this.#known.read(actor, doc)
    return doc ? { revision: doc.desk.revision, record: JSON.parse(doc.desk.record) } : undefined
  }

  async commit(item: CommitItem, now: number): Promise<CommitOutcome> {
    const { actor, commit } = item
    const record = JSON.stringify(commit.record)
    weigh(actor, record, this.#options.onLarge)
    this.#mail.noteTime(now)
    if (commit.view) await refuseUnfit(ticketDocument(commit.view))
    return this.#ask(async () => {
      if (commit.erases) await this.#erasing.announceOwn(actor, now)
      const outcome = await this.#decide(item, record, now)
      // What could not be removed now is removed by the next pruning.
      if (commit.erases) await this.#erasing.sweepOwn(actor).catch(() => undefined)
      return outcome
    })
  }

  async claim(now: number, limit: number, leaseMs: number): Promise<readonly Letter[]> {
    return this.#ask(() => this.#mail.claim(now, limit, leaseMs))
  }

  async nextDue(slot?: string): Promise<number | undefined> {
    return this.#ask(() => this.#mail.nextDue(slot))
  }

  async waiting(moment: number): Promise<number> {
    return this.#ask(() => this.#mail.waiting(moment))
  }

  async settle(id: LetterId): Promise<void> {
    await this.#ask(() => this.#mail.settle(id))
  }

  async postpone(id: LetterId, dueAt: number): Promise<void> {
    await this.#ask(() => this.#mail.postpone(id, dueAt))
  }

  async park(id: LetterId, reason: string): Promise<void> {
    await this.#ask(() => this.#mail.park(id, reason))
  }

  async parked(limit: number): Promise<readonly ParkedLetter[]> {
    return this.#ask(() => this.#mail.parked(limit))
  }

  async unpark(id: LetterId): Promise<Letter | undefined> {
    return this.#ask(() => this.#mail.unpark(id))
  }

  async drawNumber(day: string): Promise<number> {
    return this.#ask(() => this.#collections.numbers.draw(day))
  }

  async lines(actor: ActorId, after: number, limit: number): Promise<readonly Line[]> {
    return this.#ask(() => this.#collections.transcript.after(actor, after, limit))
  }

  async lastLines(actor: ActorId, limit: number): Promise<readonly Line[]> {
    return this.#ask(() => this.#collections.transcript.last(actor, limit))
  }

  async forgetAbout(about: ActorId): Promise<number> {
    return this.#ask(() => this.#erasing.forgetAbout(about, this.#mail.latest()))
  }

  async record(name: string): Promise<StoredRecord | undefined> {
    return this.#ask(() => this.#collections.records.record(name))
  }

  async writeRecord(name: string, revision: number, value: unknown): Promise<boolean> {
    return this.#ask(() => this.#collections.records.write(name, revision, value))
  }

  async records(
    prefix: string,
  ): Promise<readonly { name: string; value: unknown; revision: number }[]> {
    return this.#ask(() => this.#collections.records.withPrefix(prefix))
  }

  async lease(name: string, holder: string, now: number, until: number): Promise<boolean> {
    return this.#ask(() => this.#collections.singletons.lease(name, { holder, now, until }))
  }

  async putFile(file: { name: string; type: string; bytes: Uint8Array }): Promise<FileRef> {
    return this.#ask(() => this.#collections.files.put(file))
  }

  async file(id: string): Promise<(FileRef & { bytes: Uint8Array }) | undefined> {
    return this.#ask(() => this.#collections.files.file(id))
  }

  async ticket(number: string): Promise<FoundTicket | undefined> {
    return this.#ask(() => this.#collections.queries.ticket(number))
  }

  async tickets(
    filter: TicketFilter,
    page: { limit: number; sort?: 'opened' | 'due'; cursor?: string },
  ): Promise<{ tickets: readonly FoundTicket[]; next?: string }> {
    return this.#ask(() => this.#collections.queries.tickets(filter, page))
  }

  async figures(filter: TicketFilter): Promise<TicketFigures> {
    return this.#ask(() => this.#collections.queries.figures(filter))
  }

  async tally(
    filter: TicketFilter,
    by: 'state' | 'category' | 'level' | 'department' | 'owner',
  ): Promise<ReadonlyMap<string, number>> {
    return this.#ask(() => this.#collections.queries.tally(filter, by))
  }

  watch(watching: Watching): { close(): Promise<void> } {
    const { place } = this.#options
    const onFault = (error: unknown) => watching.onFault(asStoreError(error, place))
    return watchDatabase(databaseOf(this.#connection), { ...watching, onFault })
  }

  async prune(now: number): Promise<number> {
    return this.#ask(async () => {
      await this.#collections.records.forgetRemoved()
      await this.#erasing.sweepAll(now)
      return (await this.#mail.prune(now)) + (await this.#collections.keys.forget(now))
    })
  }

  /** A real write: nothing less tells whether the next one would go through. */
  async check(): Promise<void> {
    const { pulse } = this.#collections
    await this.#ask(() =>
      pulse.updateOne({ _id: 'desk' }, { $inc: { beats: 1 } }, { upsert: true }),
    )
  }

  async time(): Promise<number> {
    const hello = await this.#ask(() => databaseOf(this.#connection).command({ hello: 1 }))
    return (hello.localTime as Date).getTime()
  }

  /** All it holds, to be copied while nobody writes. */
  copyable(): Copyable {
    return createMongoCopy(databaseOf(this.#connection), this.#options.forms ?? desksForms)
  }

  /** What is on its way is finished; letters in hand are anybody's again. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#migration.stop()
    await this.#movingOut.finished()
    await this.#mail.giveBack().catch(() => undefined)
    await this.#writes.drained()
    await this.#collections.numbers.giveBack().catch(() => undefined)
    await this.#connection.close(true)
  }

  async #decide(item: CommitItem, record: string, now: number): Promise<CommitOutcome> {
    const { actor, commit } = item
    const { holder } = this.#mail
    for (let isNewKey = false; ; isNewKey = true) {
      const result = await this.#writes.run(actor, {
        commits: true,
        change: (doc) => commitOn(doc, item, { record, now, holder, isNewKey, stamp: this.#stamp }),
        written: (written, doc) => this.#committed(item, written, doc),
      })
      if (result.outcome !== 'look for the key') return result
      // Whoever consumed it since then raised the revision as well: this commit would be stale.
      const key = wellFormed(commit.consumed!.key)
      if (await this.#collections.keys.has(actor, key)) return { outcome: 'seen' }
    }
  }

  #committed(item: CommitItem, result: CommitResult, doc: ActorDocument | undefined): void {
    const { answers } = item.commit
    if (answers && ['done', 'gone'].includes(result.outcome)) this.#mail.holder.left(answers)
    if (result.outcome !== 'done' || !doc) return
    this.#mail.holder.took(item.actor, doc.desk.letters)
    this.#movingOut.after(item.actor, doc)
  }

  async #ask<T>(ask: () => Promise<T>): Promise<T> {
    const { place } = this.#options
    if (this.#closed) throw new StoreUnavailableError(`store in ${place}: it is closed`)
    try {
      return await ask()
    } catch (error) {
      throw asStoreError(error, place)
    }
  }
}
