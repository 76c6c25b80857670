import type { StaffAddress, TeamAddress, TicketId } from './actor.ts'
import type { FileRef, Known } from './message.ts'
import type { Role } from './person.ts'
import type { Level, Option, TicketState } from './ticket.ts'
import type { Missed } from './undelivered.ts'
import type { Understanding } from './understanding.ts'
import type { Wording } from './wording.ts'

/**
 * What happens to a conversation. `now` (epoch ms) stands on every event; the step adds it.
 *
 * From the customer: words (a burst is one event), a photo with or without words, a pressed button.
 * From a ticket: everything the customer is to hear; the conversation finds the words.
 */
export type ConversationEvent = { now: number } & (
  | {
      type: 'customer.said'
      text: string
      understood: Understanding
      files: readonly FileRef[]
      /** When he wrote it (epoch ms), where it came to us late. */
      wroteAt?: number
      /** He sent an identity or card number, a password or a code; it is masked in `text`. */
      secret?: true
      known?: Known
    }
  /** The same, where the words tell that somebody is in danger now, or may be. It comes before everything else. */
  | {
      type: 'customer.endangered'
      text: string
      understood: Understanding
      files: readonly FileRef[]
      known?: Known
      wroteAt?: number
    }
  /** The very first words of a conversation, to be answered at once; they come again in `customer.said`. */
  | { type: 'customer.arrived'; text: string; understood: Understanding }
  | { type: 'customer.pressed'; button: string; wroteAt?: number }
  /** The complaint has become a ticket; `promisedAt` is the day of the answer. */
  | {
      type: 'ticket.opened'
      ticket: TicketId
      number: string
      level?: Level
      promisedAt: number
      /** Lets another conversation of his follow the ticket; told with the number, once. */
      code?: string
      /** Opened before the customer has said yes to a summary. */
      unconfirmed?: true
      /** Somebody was hurt: he is asked once whether he sends medical papers. */
      hurt?: true
    }
  /** Somebody has taken it. */
  | { type: 'ticket.taken'; ticket: TicketId; number: string; publicName: string }
  /** Answer to "how far is it": stage and promised day. */
  | {
      type: 'ticket.stood'
      ticket: TicketId
      number: string
      state: TicketState
      promisedAt: number | null
    }
  /** The code was right: this conversation follows the ticket from now on. */
  | {
      type: 'ticket.followed'
      ticket: TicketId
      number: string
      state: TicketState
      promisedAt: number | null
      category: string
      endedAt: number | null
    }
  /** No ticket has that number, or the code is not its. */
  | { type: 'ticket.unknown'; number: string }
  /** What the customer added arrived, was urged, was withdrawn. */
  | {
      type: 'ticket.noted'
      ticket: TicketId
      number: string
      what: 'added' | 'confirmed' | 'urged' | 'withdrawn' | 'not received' | 'not possible'
      /** Confirmed, and somebody was hurt: the same question. */
      hurt?: true
    }
  /** A proposal to decide on; only an approved one comes here. `approvedBy` is the staff id that signed. */
  | {
      type: 'ticket.proposed'
      ticket: TicketId
      number: string
      proposal: number
      options: readonly Option[]
      approvedBy: string
      /** Set on a reminder: 1, 2 … */
      reminder?: number
    }
  /** A colleague wants to know something of the customer; `question` counts those of the case. */
  | {
      type: 'ticket.asked'
      ticket: TicketId
      number: string
      question: number
      text: string
      reminder?: number
    }
  /** Nobody waits for the customer's decision any more. */
  | { type: 'ticket.stopped asking'; ticket: TicketId; number: string }
  /** The accepted solution has been carried out. */
  | { type: 'ticket.carried out'; ticket: TicketId; number: string; text: string }
  | { type: 'ticket.surveyed'; ticket: TicketId; number: string; reminder?: number }
  /** Not founded: reasons in words a customer may read, the way to object, the outside recourse. */
  | { type: 'ticket.refused'; ticket: TicketId; number: string; reason: string; final: boolean }
  /** Not finished on the promised day: who has it (public name or team), and the new day a person has set. */
  | {
      type: 'ticket.late'
      ticket: TicketId
      number: string
      publicName: string | null
      promisedAt: number
    }
  | {
      type: 'ticket.closed'
      ticket: TicketId
      number: string
      thanks: boolean
      as: 'closed' | 'no answer' | 'withdrawn' | 'not agreed'
    }
  | { type: 'ticket.reopened'; ticket: TicketId; number: string; promisedAt: number }
  /** The case changes hands: who has it next, in words a customer may read. */
  | { type: 'ticket.passed on'; ticket: TicketId; number: string; to: string | Wording }
  /** The case is frozen by law, or is not any more: meanwhile nothing of it is erased. */
  | { type: 'ticket.frozen'; ticket: TicketId; number: string; frozen: boolean }
  /** Nobody has answered the customer's call: the next ones have been called. */
  | { type: 'ticket.called again'; ticket: TicketId; number: string }
  /** A person writes to the customer through the bot; `takesOver` silences the bot until handed back. */
  | {
      type: 'staff.said'
      ticket?: TicketId
      by: string
      publicName: string
      text: string
      files?: readonly FileRef[]
      takesOver: boolean
      /** What he is here, as the customer hears it. */
      post?: Role
    }
  /** A person takes a talk without a ticket by its card; the answer goes to `answerTo`. */
  | {
      type: 'staff.took call'
      by: string
      publicName: string
      post: Role
      answerTo: StaffAddress | TeamAddress
    }
  | { type: 'staff.handed back'; ticket?: TicketId; by: string; publicName: string }
  /** His page has shown what the ticket asks, or it did not reach him. */
  | { type: 'customer.saw'; number: string }
  | { type: 'customer.missed'; number: string; missed: Missed }
  /** Somebody who works here has seen the call for him. */
  | { type: 'alert.seen' }
  /** Words of ours do not reach him: they have been on their way for too long, or were given up. */
  | { type: 'customer.unreached'; missed: Missed }
  /** His messages are not handled from now on, or again; the answer goes to `answerTo`. */
  | {
      type: 'staff.blocked'
      by: string
      name: string
      reason: string
      answerTo: StaffAddress | TeamAddress
    }
  | { type: 'staff.unblocked'; by: string; name: string; answerTo: StaffAddress | TeamAddress }
  /** Staff open what the customer has told so far as an unconfirmed ticket. */
  | { type: 'staff.opened'; by: string }
)

/** Events without `now`, as letters carry them. */
export type ToConversation = ConversationEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'now'>
    : never
  : never
