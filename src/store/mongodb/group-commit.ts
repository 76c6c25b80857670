import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ActorId } from '../../domain/actor.ts'
import { StoreUnavailableError } from '../port.ts'
import { mayPass } from './faults.ts'
import type { Job } from './job.ts'
import type { Known } from './known.ts'
import { type Entry, Turn } from './turn.ts'
import type { WriteBatch } from './write-batch.ts'

export type GroupCommitParts = {
  batch: WriteBatch
  known: Known
  /** How long the fate of a write is looked for before its callers are told that nobody knows, in ms. */
  patienceMs: number
  /** What may wait for another write of its actor waits so long at most, in ms. */
  restMs: number
}

/** `restsUntil`: when what may wait for company has waited long enough; `performance.now()` counts. */
type Seat = {
  readonly actor: ActorId
  waiting: Entry[]
  busy: boolean
  hasty: boolean
  restsUntil: number | undefined
}

/** So many actors share a batch at most, and so many batches are on their way at once. */
const largestBatch = 256
const batchesAtOnce = 2

/** Between two tries of writes that came to nothing, in ms: at first, and at most. */
const pause = { first: 5, longest: 500 }

/**
 * Every write to an actor's document. What was asked for while the batches before were on their way goes out together;
 * an actor is in one of them at most, so nothing waits for company and nobody overtakes himself. Who is alone is written
 * at once.
 */
export class GroupCommit {
  readonly #parts: GroupCommitParts
  readonly #seats = new Map<ActorId, Seat>()
  readonly #resting = new Set<Promise<unknown>>()
  readonly #name = randomBytes(6).toString('base64url')
  #marks = 0
  #underway = 0
  #scheduled = false
  /** The last batch was one actor's. */
  #wasAlone = true
  #rest: NodeJS.Timeout | undefined

  constructor(parts: GroupCommitParts) {
    this.#parts = parts
  }

  /** Resolves when the change is durable. `later`: it may wait a moment for another write of the same actor. */
  run<T>(actor: ActorId, job: Job<T>, when: 'now' | 'later' = 'now'): Promise<T> {
    const asked = new Promise<T>((resolve, reject) => {
      const seat = this.#seatOf(actor)
      const entry = { job, resolve, reject, result: undefined }
      seat.waiting.push(entry as unknown as Entry)
      if (when === 'now') seat.hasty = true
      else seat.restsUntil ??= performance.now() + this.#parts.restMs
    })
    if (when === 'now') this.#schedule()
    else this.#letRest(asked)
    return asked
  }

  #seatOf(actor: ActorId): Seat {
    let seat = this.#seats.get(actor)
    if (!seat) {
      seat = { actor, waiting: [], busy: false, hasty: false, restsUntil: undefined }
      this.#seats.set(actor, seat)
    }
    return seat
  }

  /** Resolves when what rests now is written, or has failed. */
  async rested(): Promise<void> {
    if (this.#resting.size === 0) return
    this.#wake()
    await Promise.allSettled(this.#resting)
  }

  /** Resolves when nothing waits and nothing is on its way. */
  async drained(): Promise<void> {
    this.#wake()
    while (this.#seats.size > 0) await delay(1)
  }

  #letRest(asked: Promise<unknown>): void {
    this.#resting.add(asked)
    const left = () => void this.#resting.delete(asked)
    asked.then(left, left)
    this.#rest ??= setTimeout(() => this.#wakeRested(), this.#parts.restMs)
  }

  /** Those who have waited long enough; the others may still find company. */
  #wakeRested(): void {
    this.#rest = undefined
    const now = performance.now()
    let next: number | undefined
    for (const seat of this.#seats.values()) {
      if (seat.restsUntil === undefined) continue
      if (seat.restsUntil <= now) seat.hasty = true
      else next = Math.min(next ?? seat.restsUntil, seat.restsUntil)
    }
    if (next !== undefined) this.#rest = setTimeout(() => this.#wakeRested(), next - now)
    this.#schedule()
  }

  #wake(): void {
    clearTimeout(this.#rest)
    this.#rest = undefined
    for (const seat of this.#seats.values()) seat.hasty = true
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled || this.#underway >= batchesAtOnce) return
    this.#scheduled = true
    const isAlone = this.#wasAlone && this.#underway === 0 && this.#seats.size === 1
    const soon = isAlone ? queueMicrotask : setImmediate
    soon(() => {
      this.#scheduled = false
      const turns = this.#nextBatch()
      if (turns.length === 0) return
      this.#wasAlone = turns.length === 1
      this.#underway++
      this.#write(turns).finally(() => {
        this.#underway--
        this.#schedule()
      })
      this.#schedule()
    })
  }

  #nextBatch(): Turn[] {
    const turns: Turn[] = []
    for (const seat of this.#seats.values()) {
      if (turns.length === largestBatch) break
      if (seat.busy || !seat.hasty) continue
      seat.busy = true
      turns.push(new Turn(seat.actor, taken(seat), this.#parts.known.get(seat.actor)))
    }
    return turns
  }

  /** Writes them all; each is answered as soon as its own fate is known. Never rejects. */
  async #write(turns: readonly Turn[]): Promise<void> {
    // What is begun later would be answered too late.
    const lastTry = performance.now() + this.#parts.patienceMs / 2
    let open = turns
    for (let idle = 0; ; idle++) {
      const error = await this.#attempt(open).catch((fault: unknown) => fault)
      const before = open.length
      open = this.#leave(open)
      if (open.length === 0) return
      if (open.length < before) idle = 0
      const lasting = error !== undefined && !mayPass(error)
      if (lasting || performance.now() > lastTry) {
        const reason = error ?? new StoreUnavailableError('the fate of a write is unknown')
        this.#leave(open, (turn) => turn.fail(reason))
        return
      }
      // Somebody else was faster: look and try at once. The second time something is amiss.
      if (error !== undefined || idle > 0)
        await delay(Math.min(pause.first * 2 ** idle, pause.longest))
    }
  }

  async #attempt(open: readonly Turn[]): Promise<void> {
    const { batch } = this.#parts
    const unsure = open.filter((turn) => turn.needsLook)
    if (unsure.length > 0) await batch.look(unsure)
    for (const turn of open) turn.prepare(() => `${this.#name}.${++this.#marks}`)
    const ready = open.filter((turn) => turn.next)
    if (ready.length === 0) return
    try {
      await batch.write(ready)
    } catch (error) {
      if (mayPass(error) || ready.length === 1) throw error
      // One document that cannot be written must not take the others with it.
      for (const turn of ready) {
        // Another command of the same batch may have written it.
        if (turn.decided) continue
        await batch.write([turn]).catch((fault) => {
          if (!mayPass(fault)) turn.fail(fault)
        })
      }
    }
  }

  /** Answers what is decided and frees their seats; the rest is still open. */
  #leave(turns: readonly Turn[], decide: (turn: Turn) => void = () => undefined): Turn[] {
    const open: Turn[] = []
    for (const turn of turns) {
      if (!turn.decided) decide(turn)
      if (!turn.decided) {
        open.push(turn)
        continue
      }
      this.#remember(turn)
      const seat = this.#seats.get(turn.actor)!
      seat.busy = false
      if (seat.waiting.length === 0) this.#seats.delete(turn.actor)
      turn.answer()
    }
    this.#schedule()
    return open
  }

  #remember(turn: Turn): void {
    if (turn.failure) this.#parts.known.forget(turn.actor)
    else if (turn.doc !== 'unknown') this.#parts.known.set(turn.actor, turn.doc)
  }
}

/** What one document write can carry: everything up to the second commit. */
function taken(seat: Seat): Entry[] {
  let commits = 0
  const end = seat.waiting.findIndex(({ job }) => job.commits === true && ++commits === 2)
  const entries = seat.waiting.splice(0, end < 0 ? seat.waiting.length : end)
  if (seat.waiting.length === 0) {
    seat.hasty = false
    seat.restsUntil = undefined
  }
  return entries
}
