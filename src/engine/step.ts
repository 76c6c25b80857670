import type { AnyMachineSnapshot } from 'xstate'
import type { ActorId } from '../domain/actor.ts'
import type { Commit, StoredActor } from '../domain/commit.ts'
import { type Letter, notAfter } from '../domain/letter.ts'
import type { InboundMessage } from '../domain/message.ts'
import type { Understanding } from '../domain/understanding.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import { begin, keep, turn, wake } from './chart.ts'
import { Draft, type Speaker, type StaffLocale } from './draft.ts'
import type { Asked, Flow } from './flow.ts'
import { burstEnded, hear, hearWaiting, hearWords, unheard } from './hear.ts'
import type { EngineRecord } from './record.ts'

/** What an actor is woken by. `keepUntil` (epoch ms) is how long the key has to be remembered. */
export type Stimulus =
  | { type: 'message'; message: InboundMessage; keepUntil: number; limited?: boolean }
  | { type: 'order'; event: { type: string }; key: string; keepUntil: number }
  | { type: 'letter'; letter: Letter & { event: { type: string } } }

/** What the step needs to know that is not the actor's: all of it data and pure functions. */
export type StepTools = {
  speaker: Speaker
  staffLocale: StaffLocale
  deskLocale: Locale
  understand(text: string, asked: Asked & { locale?: Locale }): Understanding
  /** How long a burst may pause and last, in ms. */
  burst: { story: number; storyAtMost: number; answer: number }
  /** Characters of one message that are read; the transcript keeps the rest. */
  textLength: number
}

type Unheard = { type: typeof unheard; message: InboundMessage }

export type Stepped = { commit: Commit; snapshot: AnyMachineSnapshot | undefined }

export type StepInput = {
  flow: Flow
  actor: ActorId
  stored: StoredActor | undefined
  /** The stored snapshot, living, where this process has it still. */
  living?: AnyMachineSnapshot | undefined
  stimulus: Stimulus
  now: number
  /** For a ticket's first event. */
  number?: string | undefined
}

/**
 * The heart: what is stored and what happened → everything that is to be written. Pure; it may run again on a fresh
 * snapshot when somebody else was faster. `seen` where the letter was taken before.
 */
export function step(input: StepInput, tools: StepTools): Stepped | 'seen' {
  const { stimulus, actor } = input
  const record = (input.stored?.record ?? fresh(input.flow)) as EngineRecord
  if (stimulus.type === 'letter' && takenBefore(record, actor, stimulus.letter)) return 'seen'
  const turning = new Turning(input, record, tools)
  if (stimulus.type === 'message') hear(turning, stimulus, tools)
  else if (stimulus.type === 'order') turning.event(stimulus.event)
  else if (stimulus.letter.event.type === burstEnded) hearWaiting(turning)
  else if (stimulus.letter.event.type === unheard) {
    hearWords(turning, (stimulus.letter.event as unknown as Unheard).message, tools)
  } else turning.event(numbered(stimulus.letter.event, record.number ?? input.number))
  return turning.finish()
}

/** One actor on its way through a step: its record, its living chart, the commit in the making. */
export class Turning {
  readonly now: number
  readonly record: EngineRecord
  readonly draft: Draft
  readonly #input: StepInput
  readonly #tools: StepTools
  #snapshot: AnyMachineSnapshot | undefined
  #stepped = false

  constructor(input: StepInput, record: EngineRecord, tools: StepTools) {
    this.#input = input
    this.#tools = tools
    this.now = input.now
    this.record = { ...record, ...(input.number ? { number: input.number } : {}) }
    this.draft = new Draft(
      { actor: input.actor, now: input.now, record },
      { speaker: tools.speaker, staffLocale: tools.staffLocale },
    )
    const { stimulus } = input
    if (
      stimulus.type === 'letter' &&
      stimulus.letter.slot &&
      stimulus.letter.from === input.actor
    ) {
      this.draft.fired(stimulus.letter.slot)
    }
  }

  get isNew(): boolean {
    return this.#input.stored === undefined
  }

  /** The chart as it stands, woken or begun on first use. */
  snapshot(): AnyMachineSnapshot {
    if (this.#snapshot) return this.#snapshot
    const { flow, actor, stored, living } = this.#input
    this.#snapshot = living ?? (stored && wake(flow, this.record.chart, this.record.snapshot))
    if (!this.#snapshot) {
      const begun = begin(flow, actor, this.now, stored ? this.record.snapshot : undefined)
      this.#snapshot = begun.snapshot
      this.#stepped = true
      this.record.chart = `${flow.name}@${flow.version}`
      this.draft.fulfil(begun.wishes, this.locale())
    }
    return this.#snapshot
  }

  locale(): Locale {
    const locale = this.#snapshot && this.#input.flow.locale?.(this.#snapshot)
    return locale ?? this.#tools.deskLocale
  }

  /** Gives the chart one event and notes what it wants. */
  event(event: { type: string }): void {
    const turned = turn(this.#input.flow, this.snapshot(), { ...event, now: this.now })
    this.#snapshot = turned.snapshot
    this.#stepped = true
    this.draft.fulfil(turned.wishes, this.locale())
  }

  /** A word of the system itself, which no chart has to know. */
  notice(wording: Wording): void {
    this.snapshot()
    this.draft.fulfil(
      [{ type: 'effect', effect: { type: 'say', texts: [wording] } }],
      this.locale(),
    )
  }

  /** What was understood, from the text that is read, with what the chart had asked. */
  understand(text: string): Understanding {
    const { flow } = this.#input
    const asked = this.#stepped ? flow.asked?.(this.snapshot()) : this.record.asked
    const locale = this.#stepped ? flow.locale?.(this.snapshot()) : this.record.locale
    return this.#tools.understand(text, { ...asked, ...(locale ? { locale } : {}) })
  }

  finish(): Stepped {
    const { flow, stored, stimulus, actor } = this.#input
    const snapshot = this.#snapshot
    const record: EngineRecord = { ...this.record }
    if (snapshot && this.#stepped) {
      record.snapshot = keep(snapshot)
      const hears = flow.hears?.(snapshot)
      if (hears) record.hears = hears
      const asked = flow.asked?.(snapshot)
      if (asked) record.asked = asked
      else delete record.asked
      const locale = flow.locale?.(snapshot)
      if (locale) record.locale = locale
    }
    if (stimulus.type === 'letter' && stimulus.letter.from !== actor) {
      record.heard = { ...record.heard, [stimulus.letter.from]: stimulus.letter.id }
    }
    const commit = this.draft.finish(stored?.revision ?? 0, record)
    if (stimulus.type === 'message') {
      const { channel, key } = stimulus.message
      commit.consumed = { key: `${channel}:${key}`, keepUntil: stimulus.keepUntil }
    } else if (stimulus.type === 'order') {
      commit.consumed = { key: stimulus.key, keepUntil: stimulus.keepUntil }
    } else if (stimulus.letter.from === actor) {
      commit.answers = stimulus.letter.id
    }
    if (snapshot && this.#stepped && flow.view) commit.view = flow.view(snapshot)
    return { commit, snapshot: snapshot ?? this.#input.living }
  }
}

function fresh(flow: Flow): EngineRecord {
  return { chart: `${flow.name}@${flow.version}`, snapshot: null, lines: 0 }
}

function takenBefore(record: EngineRecord, actor: ActorId, letter: Letter): boolean {
  if (letter.from === actor) return false
  const last = record.heard?.[letter.from]
  return last !== undefined && notAfter(letter.id, last)
}

function numbered(event: { type: string }, number: string | undefined): { type: string } {
  return event.type === 'customer.complained' ? ({ ...event, number } as { type: string }) : event
}
