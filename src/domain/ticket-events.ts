import type { ConversationId, RoomId, StaffAddress, TeamAddress } from './actor.ts'
import type { Block } from './block.ts'
import type { ContactWish } from './contact-wish.ts'
import type { DangerKind } from './danger.ts'
import type { Concerned } from './fairness.ts'
import type { FileRef } from './message.ts'
import type { Actor } from './person.ts'
import type { Complaint, Contact, Level, Option, Verdict } from './ticket.ts'
import type { Missed } from './undelivered.ts'

/** What a ticket answers to beside its own conversation: told to the customer once, kept as its hash. */
export type SecretCode = { code: string; hash: string }

/** Why a person is called: asked for, not understood twice, sensitive data arrived, the customer is furious, nothing of ours has answered him. */
export type CallReason = 'asked' | 'missed' | 'sensitive' | 'fury' | 'unheard'

/** Who gives the order and where the answer goes. */
export type Order = { by: Actor; answerTo: StaffAddress | TeamAddress | RoomId }

/**
 * What happens to a ticket. `now` (epoch ms) stands on every event; the step adds it.
 * Rights, limits and the state are checked in the chart, on the fresh snapshot; a refused order is answered.
 */
export type TicketEvent = {
  now: number
  /** The members of staff whom the customer's words name; the step adds them. */
  names?: readonly Concerned[]
  /** The conversation that sent it; the step adds it. */
  from?: ConversationId
} /** The first event of every ticket; `number` was drawn for it. */ & (
  | {
      type: 'customer.complained'
      complaint: Complaint
      number: string
      conversation: ConversationId
      /** Written down by staff: who did, and where the number is told. */
      order?: Order
      /** Drawn with the number. */
      secret?: SecretCode
    }
  /** Another conversation names the number with a code, of which this is the hash. */
  | { type: 'customer.asked to follow'; hash: string }
  /** The yes to the summary of a case that was opened before; `complaint` is what stands in it. */
  | { type: 'customer.confirmed'; complaint: Complaint }
  /** More words about a danger; with `kind` a new one, of that level by that rule. */
  | {
      type: 'customer.endangered'
      text: string
      files: readonly FileRef[]
      kind?: DangerKind
      level?: Level
      rule?: string
    }
  | { type: 'customer.added'; text: string; files: readonly FileRef[] }
  /** What was said to be carried out has not reached the customer. */
  | { type: 'customer.not received'; text: string }
  | { type: 'customer.urged' }
  /** The page of the customer has shown what waits for his answer; or it could not be delivered to him. */
  | { type: 'customer.saw' }
  | { type: 'customer.missed'; missed: Missed }
  /** Somebody who works here has seen the alert that waited for it. */
  | { type: 'alert.seen' }
  | { type: 'customer.withdrew'; reason?: string }
  | { type: 'customer.asked progress' }
  | { type: 'customer.accepted'; proposal: number; option: number }
  | { type: 'customer.declined'; proposal: number; reason: string }
  /** Wants somebody else to handle it. */
  | { type: 'customer.asked for another'; reason: string }
  | { type: 'customer.scored'; score: 1 | 2 | 3 | 4 | 5; words?: string }
  /** The answer to a colleague's question, by its count. */
  | { type: 'customer.answered'; question: number; text: string; files: readonly FileRef[] }
  /** What went wrong, after a low score; or an objection to a refusal. */
  | { type: 'customer.objected'; text: string }
  /** Words for the person who has taken over the conversation. */
  | { type: 'customer.replied'; text: string; files: readonly FileRef[] }
  | { type: 'customer.asked for a person'; reason: string; why?: CallReason }
  /** Whether he sends medical papers, asked apart from everything else. */
  | { type: 'customer.consented'; medical: boolean }
  /** His conversation is erased; what has to be kept of the case is locked away. */
  | { type: 'customer.erased' }
  /** How else he can be reached. */
  | { type: 'customer.gave contact'; contact: Contact }
  /** How, when or by whom the customer wishes to be reached from now on. */
  | { type: 'customer.asked for contact'; wishes: readonly ContactWish[] }
  | ({ type: 'staff.took' } & Order)
  /** `to` is a staff id. */
  | ({ type: 'staff.assigned'; to: Actor } & Order)
  | ({ type: 'staff.judged'; verdict: Verdict; reason: string } & Order)
  | ({ type: 'staff.handed over'; department: string; note: string } & Order)
  | ({ type: 'staff.disowned'; reason: string } & Order)
  | ({ type: 'staff.proposed'; options: readonly Option[] } & Order)
  | ({ type: 'staff.approved' } & Order)
  | ({ type: 'staff.rejected'; reason: string } & Order)
  /** Verdict, own team and proposal in one. */
  | ({ type: 'staff.solved'; options: readonly Option[]; reason: string } & Order)
  | ({ type: 'staff.carried out'; text: string } & Order)
  | ({ type: 'staff.replied'; text: string; files: readonly FileRef[] } & Order)
  | ({ type: 'staff.noted'; text: string } & Order)
  /** A question to the customer; and his answer to it, entered after a call. */
  | ({ type: 'staff.asked'; text: string } & Order)
  | ({ type: 'staff.heard'; text: string } & Order)
  | ({ type: 'staff.levelled'; level: Level; reason: string } & Order)
  | ({ type: 'staff.escalated'; reason: string } & Order)
  | ({ type: 'staff.handed back' } & Order)
  /** A new day for the answer, epoch ms, set by a person. */
  | ({ type: 'staff.promised'; at: number; reason: string } & Order)
  /** The customer's decision or score, entered by staff after a call. */
  | ({
      type: 'staff.entered'
      decision: 'accept' | 'decline' | 1 | 2 | 3 | 4 | 5
      text: string
    } & Order)
  | ({ type: 'staff.answered finally'; text: string } & Order)
  | ({ type: 'staff.reopened'; reason: string } & Order)
  /** Phone, name and e-mail unmasked for the one who asks; recorded. */
  | ({ type: 'staff.revealed' } & Order)
  /** Who has to stay out of the case because it is about him, and who may see it again. */
  | ({ type: 'staff.concerned'; add: readonly Actor[]; lift: readonly string[] } & Order)
  | ({ type: 'staff.undid' } & Order)
  /** Nothing of the case may be erased, and it may again. */
  | ({ type: 'staff.froze'; reason: string } & Order)
  | ({ type: 'staff.thawed'; reason: string } & Order)
  /** The customer's messages are not handled any more, or again. */
  | { type: 'talk.blocked'; block: Block }
  | { type: 'talk.unblocked'; staff: string; name: string }
  /** Somebody does not work here any more (`who`, an id; `staff` says so): what he had goes back. */
  | { type: 'colleague.left'; who: string; name: string; staff: string }
  /** The conversation could not be stepped or reached; staff have to see it. */
  | { type: 'desk.failed'; text: string }
)

/** Events without `now`, as letters carry them. */
export type ToTicket = TicketEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'now' | 'names' | 'from'>
    : never
  : never
