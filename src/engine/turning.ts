import type { AnyMachineSnapshot } from 'xstate'
import type { InboundMessage } from '../domain/message.ts'
import type { TicketView } from '../domain/ticket.ts'
import type { Understanding } from '../domain/understanding.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import { announcements } from './announce.ts'
import { begin, keep, turn, wake } from './chart.ts'
import { Draft } from './draft.ts'
import { withNames } from './name-staff.ts'
import type { EngineRecord } from './record.ts'
import type { StepInput, Stepped, StepTools } from './stimulus.ts'

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
      { speaker: tools.speaker, staffLocale: tools.staffLocale, staff: tools.staff },
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

  /** Where the customer is now, so that he is answered there. */
  cameBy({ onPage }: InboundMessage): void {
    if (onPage) this.record.onPage = true
    else delete this.record.onPage
    this.draft.onPage = onPage === true
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
    const { flow } = this.#input
    const named = flow.name === 'ticket' ? withNames(event, this.#tools.staff) : event
    const turned = turn(flow, this.snapshot(), { ...named, now: this.now })
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
    if (this.draft.erases) {
      delete record.waiting
      delete record.limitedAt
    }
    const view = snapshot && this.#stepped ? flow.view?.(snapshot) : undefined
    if (view) this.#announce(view)
    const commit = this.draft.finish(stored?.revision ?? 0, record)
    if (stimulus.type === 'message') {
      const { channel, key } = stimulus.message
      commit.consumed = { key: `${channel}:${key}`, keepUntil: stimulus.keepUntil }
    } else if (stimulus.type === 'order') {
      commit.consumed = { key: stimulus.key, keepUntil: stimulus.keepUntil }
    } else if (stimulus.letter.from === actor) {
      commit.answers = stimulus.letter.id
    }
    if (view) commit.view = view
    return { commit, snapshot: snapshot ?? this.#input.living }
  }

  #announce(view: TicketView): void {
    const { webhooks: to = [] } = this.#tools
    const { announced = {} } = this.#input.flow
    if (to.length === 0) return
    const happened = this.draft.happened().flatMap((key) => announced[key] ?? [])
    for (const letter of announcements(happened, { view, now: this.now, to })) {
      this.draft.letter(letter)
    }
  }
}
