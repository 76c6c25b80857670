import type {
  ConversationId,
  CustomerAddress,
  TeamAddress,
  TicketId,
} from '../../src/domain/actor.ts'
import { customerOf } from '../../src/domain/actor.ts'
import type { Block } from '../../src/domain/block.ts'
import type { Calendar } from '../../src/domain/calendar.ts'
import type { Catalog } from '../../src/domain/catalog.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { DangerKind } from '../../src/domain/danger.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Complaint, Contact, Level, Option } from '../../src/domain/ticket.ts'
import type { CallReason } from '../../src/domain/ticket-events.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Locale } from '../../src/domain/wording.ts'
import type { Draft, Soothing } from './draft.ts'

/** What the conversation is built from. Without a calendar working time counts like any other. */
export type Rules = {
  catalog: Catalog
  policy: Policy
  calendar?: Calendar
  /** The day (its first moment, epoch ms) that words name, today or later. */
  dayIn?: (words: string, now: number) => number | undefined
  /** The room that hears of customers without a ticket; `team:service` where absent. */
  team?: TeamAddress
  /** The rooms that are called, one after the other, where nobody takes a call. */
  circles?: readonly TeamAddress[]
  /** A private link opens the talk on a page of ours. */
  pages?: true
  /** Where the privacy notice stands (URL); where absent it is told in the talk. */
  privacyNotice?: string
}
/** What the customer is asked to confirm beside everything else. */
export type Confirming =
  | { what: 'cancel' }
  /** Shall a person look at what he lets go of? */
  | { what: 'person' }
  | { what: 'withdraw'; number: string }
  /** Shall all that is kept of him be erased; `later`: once it is no longer frozen? */
  | { what: 'erase'; later: boolean }
  /** Is it about that ticket, or something new? The draft holds the words meanwhile. */
  | { what: 'matter'; number: string; words: string }

export type TicketRef = {
  ticket: TicketId
  number: string
  promisedAt: number | null
  standing: 'open' | 'refused' | 'refused for good' | 'ended' | 'no answer' | 'withdrawn'
  endedAt: number | null
  category: string | null
  /** How grave it was when it was opened. */
  level?: Level
  /** Its secret code, until the customer has been told. */
  code?: string
  /** What was agreed was said to be done; he may say that it is missing. */
  carriedOut?: 'told' | 'missing' | null
  /** Somebody was hurt, and he was asked once for medical papers. */
  medical?: 'asked' | 'yes' | 'no'
  /** Nothing of it may be erased for now. */
  frozen?: boolean
  /** Opened in another conversation; this one has only its code. */
  followed?: true
}

/** A decision, a score or an answer that a ticket waits for. The first one is being asked. */
export type Waiting =
  | {
      what: 'opinion'
      ticket: TicketId
      number: string
      proposal: number
      options: readonly Option[]
      approvedBy: string
      declining: boolean
    }
  | { what: 'survey'; ticket: TicketId; number: string; low: boolean }
  | { what: 'question'; ticket: TicketId; number: string; question: number; text: string }

/** What the desk begins of itself: it waits for the hours in which the customer may be written to. */
export type Begun = ConversationEvent & {
  type: 'ticket.proposed' | 'ticket.surveyed' | 'ticket.asked'
}

export type Context = {
  customer: CustomerAddress
  locale: Locale
  localeBy: 'default' | 'writing' | 'name'
  /** The first answer said what the customer talks with; absent in talks older than that. */
  introduced?: boolean
  /** The first words were answered already; they come a second time. */
  greeted: boolean
  arrivedAt: number | null
  /** How often each soothing was said, over the whole conversation. */
  soothed: Readonly<Record<Soothing, number>>
  noted: number
  skips: number
  misses: number
  contact: Contact
  contactAsked: boolean
  /** Voice messages so far; once a person has spoken only that there was one. Absent: none. */
  voices?: number
  draft: Draft | null
  confirming: Confirming | null
  /** A ticket was asked for and has no number yet; what is said meanwhile is held. */
  opening: {
    category: string
    words: readonly string[]
    files: readonly FileRef[]
    /** The customer was told that it takes longer than it should. */
    late?: boolean
    /** Asked for before the customer's yes; `confirmed` is what he has said yes to meanwhile. */
    unconfirmed?: true
    /** The customer is away, and hears of it when he writes again. */
    quiet?: true
    confirmed?: Complaint
  } | null
  tickets: readonly TicketRef[]
  waiting: readonly Waiting[]
  /** The number of a ticket this conversation asked for and does not know. Absent: none. */
  lookup?: string
  /** Secret codes tried, since when (epoch ms). */
  tried?: { n: number; since: number }
  /** The case he was asked about when he came back, and whether he came about it: that is asked once. */
  recognised?: { number: string; yes: boolean }
  /** The last thing said to him was whether he leaves a phone number or mail address. */
  asksAddress?: boolean
  /** … or whether he would send medical papers. */
  asksMedical?: boolean
  /** A danger that was met and not gone on from yet, or a doubt that is being asked about. */
  danger: {
    kinds: readonly DangerKind[]
    doubt: { text: string; understood: Understanding; files: readonly FileRef[] } | null
  } | null
  /** Doubts that were answered with no. */
  safe: readonly DangerKind[]
  person: { by: string; publicName: string; ticket: TicketId | null } | null
  /** How often a person was called who has not answered yet. */
  calls: number
  /** The customer's last words, masked and short, for the card of a call. */
  lately?: readonly string[]
  /** When the customer wrote last (epoch ms). */
  spokeAt?: number
  /** Since when words of his have waited for any answer of ours (epoch ms); absent: none does. */
  unheardSince?: number | null
  /** His messages are kept and not handled; `told` once he has heard so. */
  blocked?: (Block & { told?: true }) | null
  /** Words of ours have not reached him, and his case was told; until he writes again. */
  unreached?: boolean
  /** What waits for an hour in which the desk may write of itself. */
  held?: readonly Begun[]
  /** Why a person was called last. */
  calledFor?: CallReason
  /** A person was called because of open fury, which happens once. */
  furious?: boolean
  /** The person who has the talk has not answered the customer's last words. */
  unanswered?: boolean
  /** He wants his data erased as soon as nothing needs them any more. */
  erasure?: 'wished' | null
  /** The chart of an older version is gone; say so with the next words. */
  restarted: boolean
}

export type Input = Partial<Context> & { actor?: string; now?: number }

/** How many wordings the texts have for what may be said often; beyond them the bot leaves it out. */
export const alternatives = { soothe: 4, noted: 7, skipped: 4 } as const
const mostTickets = 10

/** Calls for a person before the bot takes the talk back and leaves the rest to the team. */
export const mostCalls = 3

export function newContext(input: Input): Context {
  const { actor, now: _now, ...kept } = input
  return {
    customer: actor?.startsWith('conversation:')
      ? customerOf(actor as ConversationId)
      : 'customer:',
    locale: 'zh-CN',
    localeBy: 'default',
    introduced: false,
    greeted: false,
    arrivedAt: null,
    soothed: { ordinary: 0, furious: 0, hurt: 0 },
    noted: 0,
    skips: 0,
    misses: 0,
    contact: {},
    contactAsked: false,
    draft: null,
    confirming: null,
    opening: null,
    tickets: [],
    waiting: [],
    danger: null,
    safe: [],
    person: null,
    calls: 0,
    restarted: false,
    ...kept,
  }
}

/** The ticket the customer most likely means: the one that was last in the talk and is not over. */
export function currentTicket(context: Context): TicketRef | undefined {
  return context.tickets.findLast(ongoing)
}

export function ongoing({ standing }: TicketRef): boolean {
  return standing === 'open' || standing === 'refused'
}

/** The tickets with one of them changed (or added) and put last, as the one in the talk. */
export function withTicket(
  tickets: readonly TicketRef[],
  changed: Partial<TicketRef> & Pick<TicketRef, 'ticket' | 'number'>,
): readonly TicketRef[] {
  const was = tickets.find(({ ticket }) => ticket === changed.ticket)
  const others = tickets.filter(({ ticket }) => ticket !== changed.ticket)
  const fresh = { promisedAt: null, standing: 'open', endedAt: null, category: null } as const
  return [...others, { ...fresh, ...was, ...changed }].slice(-mostTickets)
}
