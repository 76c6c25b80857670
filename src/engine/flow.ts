import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import type { TicketView } from '../domain/ticket.ts'
import type { Locale } from '../domain/wording.ts'

/**
 * How an actor hears its customer just now: `story` and `answer` wait for the end of a burst of messages (a long and
 * a short pause), `at once` does not.
 */
export type Hears = 'story' | 'answer' | 'at once'

/** What the understanding of the next message may rely on: the question that was asked, the category so far. */
export type Asked = { question?: string; category?: string }

/** One kind of actor: its chart and what the engine has to know about it. Everything here is pure. */
export type Flow = {
  name: string
  /** Raised when a snapshot of the old chart cannot simply go on. */
  version: number
  machine: AnyStateMachine
  /** The indexed fields; only tickets have them. */
  view?(snapshot: AnyMachineSnapshot): TicketView
  /** Which lines of its history webhooks are told of, by the key of the line: the public name of the event. */
  announced?: Readonly<Record<string, string>>
  /** The reader's language; the desk's where absent. */
  locale?(snapshot: AnyMachineSnapshot): Locale
  hears?(snapshot: AnyMachineSnapshot): Hears
  asked?(snapshot: AnyMachineSnapshot): Asked
  /**
   * The input from which an actor starts again when its snapshot is of a chart that is gone: everything said so far
   * that can be kept. `undefined`: the very first start. The engine adds `actor` and `now`.
   */
  restart(old: unknown): object
  /** Brings a snapshot of an older version to this one, or `undefined` where it has to start again. */
  migrate?(snapshot: unknown, version: number): unknown
}
