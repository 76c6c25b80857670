import type { AnyMachineSnapshot } from 'xstate'
import type { ActorId, WebhookAddress } from '../domain/actor.ts'
import type { Commit, StoredActor } from '../domain/commit.ts'
import type { Letter } from '../domain/letter.ts'
import type { InboundMessage } from '../domain/message.ts'
import type { SecretCode } from '../domain/ticket-events.ts'
import type { Understanding } from '../domain/understanding.ts'
import type { Locale } from '../domain/wording.ts'
import type { Speaker, StaffLocale } from './draft.ts'
import type { Asked, Flow } from './flow.ts'
import type { StaffTools } from './staff-tools.ts'

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
  /** Who is told what happens to tickets. */
  webhooks?: readonly WebhookAddress[]
  /** Absent where nobody works: nobody is named, and every alert goes where it is addressed. */
  staff?: StaffTools
}

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
  secret?: SecretCode | undefined
}
