import type { ActorId } from '../../domain/actor.ts'
import type { Commit, CommitItem } from '../../domain/commit.ts'
import { type Letter, letterOrder, type NewLetter } from '../../domain/letter.ts'
import type { CommitOutcome } from '../port.ts'
import type { Job } from './group-commit.ts'
import { type Waiting, waiting } from './letters/lanes.ts'
import { rowOf } from './letters/parked.ts'
import type { WaitingRoom } from './letters/waiting-room.ts'
import type { Tables } from './tables.ts'

/** How long a letter that its own commit hands over may take before it is handed over again. */
const firstLeaseMs = 60_000

type Posted = { letter: NewLetter; n: number; row: number | undefined }
type Refusal = 'stale' | 'seen' | 'gone'

/** One actor's commit. `record` is its record as text, made once. */
export class CommitJob implements Job<CommitOutcome> {
  readonly actor: ActorId
  readonly #item: CommitItem
  readonly #record: string
  readonly #now: number
  readonly #tables: Tables
  readonly #room: WaitingRoom
  #key = 0
  #posted: Posted[] = []

  constructor(
    item: CommitItem,
    {
      record,
      now,
      tables,
      room,
    }: { record: string; now: number; tables: Tables; room: WaitingRoom },
  ) {
    this.actor = item.actor
    this.#item = item
    this.#record = record
    this.#now = now
    this.#tables = tables
    this.#room = room
  }

  write(): CommitOutcome {
    const refusal = this.#claimTurn()
    if (refusal) return { outcome: refusal }
    const { transcript, writeTicket } = this.#tables
    const { cancels, letters, lines, view } = this.#item.commit
    for (const slot of cancels) this.#empty(slot)
    if (this.#item.commit.erases) this.#forgetKept()
    this.#posted = []
    for (let n = 0; n < letters.length; n++) this.#post(letters[n]!, n)
    for (const line of lines) transcript.append(this.#key, line)
    if (view) writeTicket(this.#key, view)
    return { outcome: 'done', revision: this.#item.revision + 1, letters: [], pending: 0 }
  }

  written({ outcome }: CommitOutcome): boolean {
    if (outcome !== 'done') return false
    const stored = this.#tables.actors.stored(this.actor)
    return stored?.revision === this.#item.revision + 1 && stored.record === this.#record
  }

  committed(result: CommitOutcome): void {
    if (result.outcome !== 'done') return
    this.#tables.actors.remember(this.actor, this.#key)
    this.#forgetReplaced()
    result.letters = this.#handOver()
    result.pending = this.#room.pendingOf(this.actor)
  }

  /** Writes record, key and answered letter, unless something says that it may not: then nothing. */
  #claimTurn(): Refusal | undefined {
    const { revision, commit } = this.#item
    const { actors, consumed, timers } = this.#tables
    const { answers } = commit
    const key = actors.keyOf(this.actor)
    if (key === undefined) return this.#claimFirst()
    const answered = answers && letterOrder(answers)
    if (commit.consumed && consumed.has(key, commit.consumed.key)) return 'seen'
    if (answered && !timers.has(key, ...answered)) return 'gone'
    if (!actors.advance(key, revision, this.#record)) return 'stale'
    if (commit.consumed) consumed.take(key, commit.consumed)
    if (answered) timers.remove(key, ...answered)
    this.#key = key
    return undefined
  }

  #claimFirst(): Refusal | undefined {
    const { revision, commit } = this.#item
    if (commit.answers) return 'gone'
    if (revision !== 0) return 'stale'
    this.#key = this.#tables.actors.create(this.actor, this.#record)
    if (commit.consumed) this.#tables.consumed.take(this.#key, commit.consumed)
    return undefined
  }

  #forgetKept(): void {
    const { transcript, parked, files, withSecureDelete } = this.#tables
    withSecureDelete(() => {
      files.forget(transcript.forget(this.#key))
      parked.forget(this.#key)
    })
  }

  #empty(slot: string): void {
    this.#tables.timers.empty(this.#key, slot)
    const other = this.#otherIn(slot)
    if (other) this.#tables.letters.remove(other)
  }

  /** The letter to somebody else that stands in a slot. */
  #otherIn(slot: string): Waiting | undefined {
    const letter = this.#room.inSlot(this.actor, slot)
    return letter?.row === undefined ? undefined : letter
  }

  #post(letter: NewLetter, n: number): void {
    const { timers, letters, parked } = this.#tables
    const { slot } = letter
    const revision = this.#item.revision + 1
    if (this.#item.commit.parked?.includes(n)) {
      const why = { reason: 'could not be stepped', parkedAt: this.#now }
      parked.insert(this.#key, rowOf(letter, revision, n), why)
      return
    }
    if (slot !== undefined && isReplacedLater(this.#item.commit, slot, n)) return
    if (letter.to === this.actor) {
      if (slot !== undefined && this.#otherIn(slot)) this.#empty(slot)
      timers.insert(this.#key, revision, n, letter)
      this.#posted.push({ letter, n, row: undefined })
    } else {
      if (slot !== undefined) this.#empty(slot)
      const row = letters.insert(this.#key, revision, n, letter)
      this.#posted.push({ letter, n, row })
    }
  }

  /** What memory still knows of letters that the commit removed. */
  #forgetReplaced(): void {
    const { answers, cancels } = this.#item.commit
    const answered = answers && this.#room.find(answers, this.actor)
    if (answered) this.#room.remove(answered)
    for (const slot of cancels) this.#forget(slot)
    for (const { letter } of this.#posted) this.#forget(letter.slot)
  }

  #forget(slot: string | undefined): void {
    const letter = slot === undefined ? undefined : this.#room.inSlot(this.actor, slot)
    if (letter) this.#room.remove(letter)
  }

  /** Lends the letters that are due to the one who commits, unless they have to wait in their lane. */
  #handOver(): Letter[] {
    const lent: Letter[] = []
    for (const { letter, n, row } of this.#posted) {
      const { to, dueAt, slot } = letter
      const waits =
        dueAt > this.#now ||
        (row !== undefined && this.#room.standsBehind(this.actor, to, this.#now))
      if (waits && row === undefined) continue
      const known = waiting(
        { from: this.actor, to, key: this.#key, row },
        { revision: this.#item.revision + 1, n, slot, dueAt, attempts: 0 },
      )
      if (waits) this.#room.keep(known)
      else {
        this.#room.lend(known, this.#now, firstLeaseMs)
        lent.push({ ...letter, id: known.id, from: this.actor, attempts: 0 })
      }
    }
    return lent
  }
}

function isReplacedLater({ letters, parked }: Commit, slot: string, n: number): boolean {
  for (let later = n + 1; later < letters.length; later++) {
    if (letters[later]!.slot === slot && !parked?.includes(later)) return true
  }
  return false
}
