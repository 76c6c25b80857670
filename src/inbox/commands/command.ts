import type { ConversationId, TeamAddress, TicketId } from '../../domain/actor.ts'
import type { Calendar } from '../../domain/calendar.ts'
import type { Catalog } from '../../domain/catalog.ts'
import type { ToConversation } from '../../domain/conversation-events.ts'
import type { Choice } from '../../domain/effect.ts'
import type { LetterId } from '../../domain/letter.ts'
import type { FileRef } from '../../domain/message.ts'
import type { Actor, Person, Role } from '../../domain/person.ts'
import type { Organisation, Policy } from '../../domain/policy.ts'
import type { TicketView } from '../../domain/ticket.ts'
import type { Order, ToTicket } from '../../domain/ticket-events.ts'
import type { Understanding } from '../../domain/understanding.ts'
import type { Locale, Wording } from '../../domain/wording.ts'
import type { CaseDetail } from '../../reports/case-detail.ts'
import type { Pairing } from '../../staff/pairing.ts'
import type { Rooms } from '../../staff/rooms.ts'
import type { Roster, StaffPlace } from '../../staff/roster.ts'
import type { Store } from '../../store/port.ts'
import type { NumberReading } from '../command-reference.ts'
import type { Desks } from '../desks.ts'

/** Words for the member of staff who asked; `texts` are joined with newlines. `about` is what an answer acts on. */
export type Answer = {
  texts: readonly Wording[]
  choices?: readonly Choice[]
  files?: readonly FileRef[]
  about?: TicketId | ConversationId
  /** Not for the room it was asked in, where somebody must not read it. */
  alone?: true
  /** Where it is not the language the person had when he asked. */
  locale?: Locale
}

/**
 * What a command comes to: an event for a ticket, whose chart answers; events for several, with the answer to give once they are taken; an event for a conversation without a ticket,
 * with the answer to give once it is taken, unless the conversation gives it; an answer alone; or nothing, where it was talk among colleagues.
 */
export type Outcome =
  | { kind: 'event'; ticket: TicketId; event: ToTicket }
  | { kind: 'conversation'; conversation: ConversationId; event: ToConversation; answer?: Answer }
  | {
      kind: 'events'
      events: readonly { ticket: TicketId; event: ToTicket }[]
      answer: Answer
    }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'talk' }

/** The words do not fit the command: its usage and an example are shown, after `because` where something is to be said. */
export type Misused = { kind: 'misused'; because?: Wording; choices?: readonly Choice[] }

export type Group = 'look' | 'work' | 'solution' | 'customer' | 'desk'

/** The ticket a command acts on; `explicit` where it was named by its number. */
export type Target = { actor: TicketId; view: TicketView; explicit: boolean }

/** One command as it was given. */
export type Call = {
  command: Command
  person: Person
  by: Actor
  /** Where it was written: in a team's room, or alone with the bot. */
  room?: TeamAddress
  place: StaffPlace
  /** The group it was written in, as its channel knows it; a team's or not. */
  group?: StaffPlace
  answerTo: Order['answerTo']
  now: number
  /** The platform's key of the message. */
  key: string
  /** The words after the command's name and the ticket. */
  args: string
  ticket?: Target
  conversation?: ConversationId
  /** What cannot be undone was confirmed. */
  confirmed: boolean
  files: readonly FileRef[]
  commands: readonly Command[]
}

export type CommandDeps = {
  store: Store
  roster: Roster
  pairing: Pairing
  rooms: Rooms
  desks: Desks
  organisation: Organisation
  policy: Policy
  calendar: Calendar
  catalog: Catalog
  /** What the words of a customer tell. */
  understand(text: string): Understanding
  /** What staff may not write to a customer: the words that promise money, the words that hurt. */
  guard: Guard
  /** Everything a card shows that is not among the indexed fields; nothing for an unknown ticket. */
  readTicket(ticket: TicketId): Promise<{ view: TicketView; detail: CaseDetail } | undefined>
  /** Sends a parked letter again as a new one of its sender; false when it is gone. */
  resend(letter: LetterId): Promise<boolean>
}

/** Each answers the words that are wrong, or nothing. */
export type Guard = {
  findPromise(text: string): string | undefined
  findBadManners(text: string): string | undefined
  /** The words that announce a phone call. */
  findCall(text: string): string | undefined
  /** The words that ask for medical papers. */
  findMedical(text: string): string | undefined
}

/** One thing staff can tell the desk to do. Its name, usage and example for people stand in the texts. */
export type Command = {
  /** The English name; always with a slash, except where a number follows. */
  name: string
  /** Further names; one with `args` is short for the command with these words. */
  words: readonly (string | { word: string; args: string })[]
  group: Group
  /** Who is shown it. Rights over a ticket are decided by its chart. */
  roles: readonly Role[]
  on: 'ticket' | 'ticket or conversation' | 'nothing'
  numbers: NumberReading
  run(call: Call, deps: CommandDeps): Outcome | Misused | Promise<Outcome | Misused>
}

type StaffOrder = Extract<ToTicket, Order>
type Given = StaffOrder extends infer E ? (E extends unknown ? Omit<E, keyof Order> : never) : never

/** An order to the ticket of this call. */
export function order(call: Call, event: Given): Outcome {
  const { by, answerTo, ticket } = call
  return { kind: 'event', ticket: ticket!.actor, event: { ...event, by, answerTo } as ToTicket }
}

export function answer(...texts: readonly Wording[]): Outcome {
  return { kind: 'answer', answer: { texts } }
}

export function misused(because?: Wording, choices?: readonly Choice[]): Misused {
  return { kind: 'misused', ...(because && { because }), ...(choices?.length && { choices }) }
}

/** The words of a command's button. */
export function commandText(call: Call, args = call.args): string {
  const subject = call.ticket?.view.number ?? call.conversation
  return [`/${call.command.name}`, subject, args].filter(Boolean).join(' ')
}
