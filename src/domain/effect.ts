import type { ActorId, StaffAddress, TeamAddress } from './actor.ts'
import type { FileRef } from './message.ts'
import type { Complaint } from './ticket.ts'
import type { Wording } from './wording.ts'

/** The slot in which an alert waits to be seen. */
export const unseenAlert = 'alert unseen'

/** A button as a chart names it: the label is a wording, or words that came from data or from people. */
export type Choice = { id: string; label: Wording | string }

/**
 * What a chart may ask for, emitted as data; the step turns each into letters and lines of the same commit.
 *
 * `say` speaks to the conversation's customer and becomes a transcript line. A text marked `offers` in the wording
 * files may only be said with the approval it rests on (`approval`: who signed, within which limit).
 * `relay` says a person's own words to the customer; `line` puts his public name before them.
 */
export type Effect =
  | {
      type: 'say'
      texts: readonly Wording[]
      choices?: readonly Choice[]
      approval?: { by: string; proposal: number }
      /** The customer's private link stands under it. */
      link?: true
    }
  | { type: 'relay'; line: Wording; by: string; files?: readonly FileRef[] }
  /** An event for another actor. */
  | { type: 'tell'; actor: ActorId; event: { type: string } }
  /** All the actor has kept goes with this step, and its traces elsewhere after it; what the step says stays. */
  | { type: 'erase' }
  /** Opens a ticket: the letter's own id becomes the ticket's. */
  | { type: 'open'; complaint: Complaint }
  /** A card or line for staff, in their language. `about` is the ticket it acts on. */
  | {
      type: 'alert'
      to: TeamAddress | StaffAddress
      texts: readonly Wording[]
      choices?: readonly Choice[]
      files?: readonly FileRef[]
      /** It is a whole card; so many of its first texts say why it is shown. */
      news?: number
      about?: ActorId
      /** Staff who must not read it, by id: it goes round them. */
      keepFrom?: readonly string[]
      /** It goes before others, alone. */
      grave?: true
      /** The words are the desk's own: whoever is named in them is not complained of. */
      own?: true
      /**
       * The event that comes at that moment (epoch ms) where nobody has seen the alert by then. Only where every place it
       * goes to tells of seeing; the last such alert of an actor counts.
       */
      ifUnseen?: { event: { type: string }; at: number }
    }
  /** A line in the history of the case: `by` is `customer`, `system` or `staff:<id>`. */
  | { type: 'record'; what: Wording; by: string; files?: readonly FileRef[] }
