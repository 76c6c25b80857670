import type { AnyMachineSnapshot } from 'xstate'
import type { Clock } from '../clock/port.ts'
import type { ActorId } from '../domain/actor.ts'
import type { Commit, CommitItem, StoredActor } from '../domain/commit.ts'
import type { Letter, NewLetter } from '../domain/letter.ts'
import { RecordTooLargeError, type Store, StoreUnavailableError } from '../store/port.ts'
import type { Flow } from './flow.ts'
import type { EngineRecord } from './record.ts'
import { type Stepped, type StepTools, type Stimulus, step } from './step.ts'
import { unsteppable } from './unsteppable.ts'

/** `done`: written. `seen`: it had been taken before. `gone`: the timer was replaced or cancelled meanwhile. */
export type Taken = 'done' | 'seen' | 'gone'

export type Loop = {
  /** Gives an actor what happened; resolves when it is durable. Throws only when the store cannot be used. */
  take(actor: ActorId, stimulus: Stimulus): Promise<Taken>
  /** Letters that belong to no actor's step: the desk itself tells staff something. */
  post(letters: readonly NewLetter[]): Promise<void>
}

export type LoopParts = {
  store: Store
  clock: Clock
  flows: readonly Flow[]
  tools: StepTools
  /** The letters of a commit: those due are leased to us, of the others only the moment is needed. */
  onLetters(due: readonly Letter[], later: number | undefined): void
  /** The name of the day in the desk's zone, `20261121`. */
  dayKey(now: number): string
  /** A fault that was contained: the message could not be stepped. */
  onFault(actor: ActorId, error: unknown): void
  /** Living snapshots kept, at most. */
  memory?: number
}

/** Where the desk's own letters come from. */
const deskRoom: ActorId = 'room:desk'

/** Load, step, commit; again when somebody else was faster. Events of one actor go one after the other. */
export function createLoop(parts: LoopParts): Loop {
  const { store, clock } = parts
  const queues = new Map<ActorId, Promise<unknown>>()
  const memory = new Memory(parts.memory ?? 512)

  function take(actor: ActorId, stimulus: Stimulus): Promise<Taken> {
    const before = queues.get(actor)
    const mine = before
      ? before.then(
          () => takeNow(actor, stimulus),
          () => takeNow(actor, stimulus),
        )
      : takeNow(actor, stimulus)
    queues.set(actor, mine)
    const forget = () => {
      if (queues.get(actor) === mine) queues.delete(actor)
    }
    mine.then(forget, forget)
    return mine
  }

  async function takeNow(actor: ActorId, stimulus: Stimulus): Promise<Taken> {
    const flow = flowOf(parts.flows, actor)
    for (;;) {
      const known = memory.get(actor)
      const stored = known?.stored ?? (await store.load(actor))
      const now = clock.now()
      const number = await numberFor(flow, stored, now)
      const input = { flow, actor, stored, living: known?.living, stimulus, now, number }
      const stepped = guardedStep(input)
      if (stepped === 'seen') return 'seen'
      const written = await write(
        { actor, revision: stored?.revision ?? 0, commit: stepped.commit },
        now,
      )
      if (written.outcome === 'done') {
        memory.set(actor, written.revision, stepped)
        return 'done'
      }
      memory.forget(actor)
      if (written.outcome !== 'stale') return written.outcome
    }
  }

  function guardedStep(input: Parameters<typeof step>[0]): Stepped | 'seen' {
    try {
      return step(input, parts.tools)
    } catch (error) {
      // A letter is tried again and then parked by the outbox; a message has to be kept now or its sender loses it.
      if (input.stimulus.type === 'letter') throw error
      parts.onFault(input.actor, error)
      return unsteppable(input, parts.tools)
    }
  }

  async function write(item: CommitItem, now: number) {
    const outcome = await store.commit(item, now).catch((error: unknown) => {
      memory.forget(item.actor)
      throw error
    })
    if (outcome.outcome === 'done') announce(outcome.letters, item.commit, now)
    return outcome
  }

  function announce(due: readonly Letter[], commit: Commit, now: number): void {
    let later: number | undefined
    for (const letter of commit.letters) {
      if (letter.dueAt > now && (later === undefined || letter.dueAt < later)) later = letter.dueAt
    }
    if (due.length || later !== undefined) parts.onLetters(due, later)
  }

  async function numberFor(flow: Flow, stored: StoredActor | undefined, now: number) {
    if (flow.name !== 'ticket' || stored) return undefined
    const day = parts.dayKey(now)
    const number = await store.drawNumber(day)
    return `CP-${day}-${String(number).padStart(4, '0')}`
  }

  async function post(letters: readonly NewLetter[]): Promise<void> {
    for (;;) {
      const stored = await store.load(deskRoom)
      const record = stored?.record ?? { chart: 'room@1', snapshot: null, lines: 0 }
      const commit: Commit = { record, letters, cancels: [], lines: [] }
      const written = await write(
        { actor: deskRoom, revision: stored?.revision ?? 0, commit },
        clock.now(),
      )
      if (written.outcome !== 'stale') return
    }
  }

  return { take, post }
}

function flowOf(flows: readonly Flow[], actor: ActorId): Flow {
  const name = actor.slice(0, actor.indexOf(':'))
  const flow = flows.find((candidate) => candidate.name === name)
  if (!flow) throw new Error(`no flow is named "${name}", which ${actor} needs`)
  return flow
}

type Known = { stored: StoredActor; living: AnyMachineSnapshot | undefined }

/** The last actors this process committed, so that their next step need neither read nor rehydrate. */
class Memory {
  readonly #limit: number
  readonly #known = new Map<ActorId, Known>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(actor: ActorId): Known | undefined {
    return this.#known.get(actor)
  }

  set(actor: ActorId, revision: number, stepped: Stepped): void {
    const record = stepped.commit.record as EngineRecord
    this.#known.delete(actor)
    const living = stepped.snapshot ?? undefined
    this.#known.set(actor, { stored: { revision, record }, living })
    if (this.#known.size > this.#limit) this.#known.delete(this.#known.keys().next().value!)
  }

  forget(actor: ActorId): void {
    this.#known.delete(actor)
  }
}

/** True for errors of the database itself, after which the same message may simply be brought again. */
export function isStoreFault(error: unknown): boolean {
  return error instanceof StoreUnavailableError || error instanceof RecordTooLargeError
}
