import type { AnyMachineSnapshot } from 'xstate'
import type { Clock } from '../clock/port.ts'
import type { ActorId } from '../domain/actor.ts'
import type { Commit, CommitItem, StoredActor } from '../domain/commit.ts'
import type { Letter, NewLetter } from '../domain/letter.ts'
import type { SecretCode } from '../domain/ticket-events.ts'
import type { Undelivered } from '../domain/undelivered.ts'
import type { Store } from '../store/port.ts'
import type { Flow } from './flow.ts'
import type { EngineRecord } from './record.ts'
import { step } from './step.ts'
import type { StepInput, Stepped, StepTools, Stimulus } from './stimulus.ts'
import { unsteppable } from './unsteppable.ts'

/** `done`: written. `seen`: it had been taken before. `gone`: the timer was replaced or cancelled meanwhile. */
export type Taken = 'done' | 'seen' | 'gone'

export type LoopParts = {
  store: Store
  clock: Clock
  flows: readonly Flow[]
  tools: StepTools
  /** The letters of a commit: those due are leased to us, of the others only the moment is needed. */
  onLetters(due: readonly Letter[], later: number | undefined): void
  /** The name of the day in the desk's zone, `20261121`. */
  dayKey(now: number): string
  /** A fresh code for a ticket; tickets answer to their own conversation alone where it is absent. */
  newCode?(): SecretCode
  /** Letters an actor may have waiting before staff are told, and what they are told. */
  crowd: number
  crowdNotice(actor: ActorId, pending: number): NewLetter
  /** What staff are to hear of a letter that was given up. */
  parkedNotice(letter: Letter, why: Undelivered): NewLetter
  /** A fault that was contained: the message could not be stepped. */
  onFault(actor: ActorId, error: unknown): void
  /** Living snapshots kept: so many at most, twice. */
  memory?: number
}

/** A letter that is due and stands behind another is asked for again after so long, in ms. */
const turnComes = 50

/** Where the desk's own letters come from. */
const deskRoom: ActorId = 'room:desk'

/** Load, step, commit; again when somebody else was faster. Events of one actor go one after the other. */
export class Loop {
  readonly #parts: LoopParts
  readonly #queues = new Map<ActorId, Promise<unknown>>()
  readonly #memory: Memory

  constructor(parts: LoopParts) {
    this.#parts = parts
    this.#memory = new Memory(parts.memory ?? 1_000)
  }

  /** Gives an actor what happened; resolves when it is durable. Throws only when nothing was kept. */
  take(actor: ActorId, stimulus: Stimulus): Promise<Taken> {
    const go = () => this.#takeNow(actor, stimulus)
    const mine = this.#queues.get(actor)?.then(go, go) ?? go()
    this.#queues.set(actor, mine)
    const forget = () => {
      if (this.#queues.get(actor) === mine) this.#queues.delete(actor)
    }
    mine.then(forget, forget)
    return mine
  }

  /** Letters that belong to no actor's step: the desk itself tells staff something. */
  post(letters: readonly NewLetter[]): Promise<void> {
    return this.#add(deskRoom, letters)
  }

  /** A letter that was parked goes out again, as a new letter of its sender. */
  resend({ from, ...letter }: Letter): Promise<void> {
    const { id: _id, attempts: _attempts, slot: _slot, ...words } = letter
    return this.#add(from, [{ ...words, dueAt: this.#parts.clock.now() } as NewLetter])
  }

  /** Adds letters to what an actor has to tell, without waking its chart. */
  async #add(actor: ActorId, letters: readonly NewLetter[]): Promise<void> {
    const { store, clock } = this.#parts
    for (;;) {
      const stored = await store.load(actor)
      const record = stored?.record ?? { chart: 'room@1', snapshot: null, lines: 0 }
      const commit: Commit = { record, letters, cancels: [], lines: [] }
      const item = { actor, revision: stored?.revision ?? 0, commit }
      const written = await this.#write(item, clock.now())
      this.#memory.forget(actor)
      if (written.outcome !== 'stale') return
    }
  }

  async #takeNow(actor: ActorId, stimulus: Stimulus): Promise<Taken> {
    const { store, clock } = this.#parts
    const flow = flowOf(this.#parts.flows, actor)
    for (;;) {
      const known = this.#memory.get(actor)
      const stored = known?.stored ?? (await store.load(actor))
      const now = clock.now()
      const number = await this.#numberFor(flow, stored, now)
      const secret = number === undefined ? undefined : this.#parts.newCode?.()
      const living = known?.living
      const input = { flow, actor, stored, living, stimulus, now, number, secret }
      const stepped = this.#step(input)
      if (stepped === 'seen') return 'seen'
      const item = { actor, revision: stored?.revision ?? 0, commit: stepped.commit }
      const written = await this.#write(item, now)
      if (written.outcome === 'done') {
        this.#memory.set(actor, written.revision, stepped, now)
        return 'done'
      }
      this.#memory.forget(actor)
      if (written.outcome !== 'stale') return written.outcome
    }
  }

  #step(input: StepInput): Stepped | 'seen' {
    try {
      return step(input, this.#parts.tools)
    } catch (error) {
      // A letter is tried again and then parked by the outbox; a message has to be kept now or its sender loses it.
      if (input.stimulus.type === 'letter') throw error
      this.#parts.onFault(input.actor, error)
      const { tools, parkedNotice } = this.#parts
      return unsteppable(input, tools, (letter) =>
        parkedNotice(letter, { kind: 'fault', reason: String(error) }),
      )
    }
  }

  async #write(item: CommitItem, now: number) {
    const outcome = await this.#parts.store.commit(item, now).catch((error: unknown) => {
      this.#memory.forget(item.actor)
      throw error
    })
    if (outcome.outcome === 'done') {
      this.#announce(outcome.letters, item.commit, now)
      this.#watchCrowd(item, outcome.pending)
    }
    return outcome
  }

  /** Tells staff once when more waits to leave an actor than ever should. */
  #watchCrowd({ actor, commit }: CommitItem, pending: number): void {
    const { crowd, crowdNotice, onFault } = this.#parts
    if (pending <= crowd || actor === deskRoom) return
    const added = commit.letters.filter(({ to }) => to !== actor).length
    if (pending - added > crowd) return
    this.post([crowdNotice(actor, pending)]).catch((error) => onFault(actor, error))
  }

  #announce(due: readonly Letter[], commit: Commit, now: number): void {
    let later: number | undefined
    let waiting = -due.length - (commit.parked?.length ?? 0)
    for (const letter of commit.letters) {
      if (letter.dueAt <= now) waiting++
      else if (later === undefined || letter.dueAt < later) later = letter.dueAt
    }
    // It stands behind one that another process has in hand, which does not know of it.
    if (waiting > 0) later = Math.min(later ?? Number.POSITIVE_INFINITY, now + turnComes)
    if (due.length || later !== undefined) this.#parts.onLetters(due, later)
  }

  async #numberFor(flow: Flow, stored: StoredActor | undefined, now: number) {
    if (flow.name !== 'ticket' || stored) return undefined
    const day = this.#parts.dayKey(now)
    const number = await this.#parts.store.drawNumber(day)
    return `CP-${day}-${String(number).padStart(4, '0')}`
  }
}

function flowOf(flows: readonly Flow[], actor: ActorId): Flow {
  const name = actor.slice(0, actor.indexOf(':'))
  const flow = flows.find((candidate) => candidate.name === name)
  if (!flow) throw new Error(`no flow is named "${name}", which ${actor} needs`)
  return flow
}

type Known = { stored: StoredActor; living: AnyMachineSnapshot | undefined }

/** How long an actor is remembered after its last commit, in ms, at least: as long as a talk may go on without a pause. */
const rememberedFor = 5_000

/**
 * The last actors this process committed, so that their next step need neither read nor rehydrate. Nothing is ever
 * deleted one by one: a map that is added to and deleted from all the time keeps all it ever held alive through the
 * collections of young memory.
 */
class Memory {
  readonly #limit: number
  #recent = new Map<ActorId, Known | undefined>()
  #before = new Map<ActorId, Known | undefined>()
  #since = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(actor: ActorId): Known | undefined {
    return this.#recent.has(actor) ? this.#recent.get(actor) : this.#before.get(actor)
  }

  set(actor: ActorId, revision: number, stepped: Stepped, at: number): void {
    if (this.#recent.size >= this.#limit || at - this.#since > rememberedFor) {
      this.#before = at - this.#since > 2 * rememberedFor ? new Map() : this.#recent
      this.#recent = new Map()
      this.#since = at
    }
    const record = stepped.commit.record as EngineRecord
    this.#recent.set(actor, { stored: { revision, record }, living: stepped.snapshot })
  }

  forget(actor: ActorId): void {
    if (this.#recent.has(actor) || this.#before.has(actor)) this.#recent.set(actor, undefined)
  }
}
