import type { CustomerAddress } from './actor.ts'
import type { ContactWish } from './contact-wish.ts'
import type { DangerKind } from './danger.ts'
import type { FileRef } from './message.ts'
import type { Parties } from './party.ts'
import type { Locale } from './wording.ts'

/** How grave a complaint is, 1–5; 3 and above is major. */
export type Level = 1 | 2 | 3 | 4 | 5

/** Where a ticket stands; the names are those of the chart's states. */
export const ticketStates = [
  'received',
  'investigating',
  'at department',
  'proposing',
  'awaiting approval',
  'awaiting customer',
  'implementing',
  'follow-up',
  'refused',
  'final answer',
  'closed',
  'not agreed',
  'no answer',
  'withdrawn',
] as const
export type TicketState = (typeof ticketStates)[number]

/** States in which nobody has anything to do any more, unless the case is reopened. */
export const endedStates: readonly TicketState[] = [
  'closed',
  'not agreed',
  'no answer',
  'withdrawn',
]

/** Per point of the complaint; `undetermined` is neither founded nor unfounded (ISO 10002 cl. 7.6). */
export const verdicts = ['founded', 'partly', 'unfounded', 'undetermined'] as const
export type Verdict = (typeof verdicts)[number]

/** What can be offered: the fair kinds of remedy, and what costs nothing. */
export const remedies = [
  'refund',
  'return',
  'exchange',
  'repair',
  'discount',
  'compensation',
  'redelivery',
  'apology',
  'explanation',
  'gift',
  'other',
] as const
export type Remedy = (typeof remedies)[number]

/** One alternative of a proposal. `amount` in 分 is what the customer gets in money or money's worth. */
export type Option = { remedy: Remedy; amount: number; text: string }

export type Proposal = {
  n: number
  by: string
  at: number
  options: readonly Option[]
  state: 'waiting' | 'approved' | 'rejected' | 'offered' | 'accepted' | 'declined' | 'withdrawn'
  /** The accepted option, counted from 0. */
  chosen?: number
  /** Why it was rejected or declined. */
  reason?: string
}

/** A sign-off. `total` in 分 is the sum of all that the customer gets on this case, which the limit had to cover. */
export type Approval = {
  proposal: number
  by: string
  at: number
  decision: 'approved' | 'rejected'
  total: number
  /** True where the author approved his own proposal, as `approval.self_up_to` allows. */
  self: boolean
  reason?: string
}

export type SurveyResult = {
  at: number
  score?: 1 | 2 | 3 | 4 | 5
  words?: string
  answered: boolean
}

/** Facts with a name of their own; the others are named by the question that asked for them. */
export const namedSlots = [
  'product',
  'order',
  'tracking',
  'when',
  'where',
  'who',
  'what',
  'amount',
  'need',
] as const

/** What the customer told, by the question's or slot's id: `product`, `order`, `when`, `where`, `what`, … */
export type Facts = Readonly<Record<string, string>>

/** How the customer may be reached beside this chat, and when. */
export type Contact = {
  name?: string
  phone?: string
  email?: string
  convenient?: string
  /** What he asks for about how and by whom: shown on every card, and kept to. */
  wishes?: readonly ContactWish[]
}

/** What it stops the customer doing, in his words, and the first moment (epoch ms) of the day he needs it by. */
export type Need = { words: string; by?: number }

/** A rule that decided something, and what it decided from. */
export type Because = { rule: string; words?: string }

/** What the conversation hands over when the customer has said yes to the summary. */
export type Complaint = {
  customer: CustomerAddress
  locale: Locale
  category: string
  categoryBecause: Because
  level: Level
  levelBecause: Because
  /** What happened, in the customer's own words, as short as they were. */
  story: string
  facts: Facts
  /** In 分, where the customer named a loss. */
  loss?: number
  /** What the customer wishes, in his words, with the remedy it was understood as; the last one counts. */
  wish?: { words: string; remedy?: Remedy }
  /** Wishes that the last one replaced, oldest first. */
  earlierWishes?: readonly string[]
  need?: Need
  /** Others than the customer, where he named them. */
  parties?: Parties
  contact: Contact
  files: readonly FileRef[]
  /** True where somebody was hurt: such a case is never closed with thanks for custom. */
  hurt: boolean
  /** When the customer first complained, epoch ms. */
  since: number
  /** Opened before the customer has said yes to a summary: he, or a person of the desk, has to confirm it. */
  unconfirmed?: true
  /** Somebody was in danger when it was opened: people are called until one of them takes it. */
  danger?: DangerKind
  /** Written down by staff: the customer has no chat, what he would read there is told by phone. */
  logged?: Logged
}

/** How a complaint came that no chat brought. */
export const ways = ['phone', 'letter', 'email', 'visit', 'authority', 'media', 'social'] as const
export type Way = (typeof ways)[number]

/** A complaint that staff have written down; times in epoch ms. */
export type Logged = {
  way: Way
  /** The number it has outside, and until when it has to be answered there. */
  outside?: string
  due?: number
}

/** The indexed fields of a ticket: what commands and reports find it by. Times in epoch ms, money in 分. */
export type TicketView = {
  number: string
  state: TicketState
  /** Opened before the customer has said yes to a summary, and not confirmed since. */
  unconfirmed: boolean
  /** What was asked last has not reached the customer. */
  notReached: boolean
  category: string
  level: Level
  department: string | null
  owner: string | null
  customer: CustomerAddress
  name: string | null
  phone: string | null
  email: string | null
  order: string | null
  product: string | null
  openedAt: number
  /** When the answer is promised to the customer. */
  promisedAt: number | null
  /** The deadline of the step the ticket is in. */
  dueAt: number | null
  /** The day the customer needs it by: it comes up in lists by then, and is no deadline. */
  needBy: number | null
  takenAt: number | null
  /** First answer by a person, or first result told. */
  answeredAt: number | null
  closedAt: number | null
  score: number | null
  /** What the customer gets on this case, in 分, as approved. */
  granted: number
  /** The staff it is about, by id: to them it does not exist. */
  about: readonly string[]
}

/** Its customer had his data erased: what is left of it is counted, and shown to nobody. */
export function isErased({ customer }: Pick<TicketView, 'customer'>): boolean {
  return customer === 'customer:'
}
