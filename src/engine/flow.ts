import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import type { TicketView } from '../domain/ticket.ts'
import type { Locale } from '../domain/wording.ts'

/**
 * How an actor hears its customer just now: `story` and `answer` wait for the end of a burst of messages (a long and
 * a short pause), `at once` does not.
 */
export type Hears = 'story' | 'answer' | 'at once'

/** One kind of actor: its chart and what the engine has to know about it. Everything here is pure. */
export type Flow = {
  name: string
  /** Raised when a snapshot of the old chart cannot simply go on. */
  version: number
  machine: AnyStateMachine
  /** The indexed fields; only tickets have them. */
  view?(snapshot: AnyMachineSnapshot): TicketView
  /** The reader's language; the desk's where absent. */
  locale?(snapshot: AnyMachineSnapshot): Locale
  hears?(snapshot: AnyMachineSnapshot): Hears
  /** What the understanding of the next message may rely on: the question that was asked, the category. */
  asked?(snapshot: AnyMachineSnapshot): { question?: string; category?: string }
  /**
   * The input from which an actor starts again when its snapshot is of a chart that is gone: everything said so far
   * that can be kept. `undefined` snapshot: the very first start.
   */
  restart(old: unknown): unknown
  /** Brings a snapshot of an older version to this one; absent: restart. */
  migrate?(snapshot: unknown, version: number): unknown
}
