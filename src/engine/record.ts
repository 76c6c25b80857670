import type { ActorRecord } from '../domain/commit.ts'
import type { LetterId } from '../domain/letter.ts'
import type { Button, FileRef, Known } from '../domain/message.ts'
import type { Locale } from '../domain/wording.ts'
import type { Asked, Hears } from './flow.ts'

/** Words of a burst that the chart has not heard yet. */
export type Waiting = {
  text: string
  files: readonly FileRef[]
  at: number
  known?: Known
  /** When they were written, where they came late. */
  wroteAt?: number
}

/** What the engine keeps of an actor beside its chart's snapshot. */
export type EngineRecord = ActorRecord & {
  /** As the chart answered after the last step, so that a message of a burst need not wake it. */
  hears?: Hears
  asked?: Asked
  locale?: Locale
  waiting?: readonly Waiting[]
  /** Per sender, the last letter that was taken: an earlier or equal one is a second delivery. */
  heard?: Readonly<Record<string, LetterId>>
  /** How often each wording was said, so that the next one is put differently. */
  said?: Readonly<Record<string, number>>
  /** The buttons of the last message, which digits and labels can name. */
  choices?: readonly Button[]
  /** The slots of letters to oneself that may still be waiting. */
  slots?: readonly string[]
  /** Since when an alert waits to be seen by staff (epoch ms); absent: none does. */
  watched?: number
  /** The ticket's number, drawn at its first commit. */
  number?: string
  /** The customer wrote last on the page behind his private link. */
  onPage?: true
  /** The minute in which the customer was told that he writes faster than we can read. */
  limitedAt?: number
}
