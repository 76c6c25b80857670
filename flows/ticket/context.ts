import type { ActorId, ConversationId } from '../../src/domain/actor.ts'
import type { Block } from '../../src/domain/block.ts'
import type { Calendar } from '../../src/domain/calendar.ts'
import type { Concerned } from '../../src/domain/fairness.ts'
import type { Organisation, Policy } from '../../src/domain/policy.ts'
import type {
  Approval,
  Complaint,
  Level,
  Proposal,
  SurveyResult,
  TicketState,
  Verdict,
} from '../../src/domain/ticket.ts'
import type { TicketEvent } from '../../src/domain/ticket-events.ts'

/** All that a ticket decides by; plain data. */
export type TicketRules = {
  policy: Policy
  organisation: Organisation
  calendar: Calendar
  /** Which department usually answers for a category, by the category's id. */
  departments: Readonly<Record<string, string>>
  /** The channels that tell what a customer has seen; of the others what is delivered counts as seen. */
  tellsSeen?: readonly string[]
}

/** A colleague on the case. `publicName` is what a customer may read; absent: only the team's name. */
export type Colleague = { id: string; name: string; publicName?: string }

/**
 * The last order a person gave. `before` is what it changed, so that its giver can take it back while the case still
 * stands as the order left it; absent where it cannot be taken back, for the reason `why`.
 */
export type LastStep = {
  by: string
  step: string
  from: TicketState
  to: TicketState
  before?: Partial<TicketContext>
  why?: 'seen' | 'told'
}

/** Everything a ticket remembers between two events. Times in epoch ms, money in 分. */
export type TicketContext = {
  actor: ActorId
  /** Empty until the complaint has come in. */
  number: string
  conversation: ConversationId
  /** The hash of the secret code; cases of older versions have none. */
  secret?: string
  /** Conversations that gave the code: they hear all that the customer is to hear. */
  followers?: readonly ConversationId[]
  /** Wrong codes in a row, since when (epoch ms). */
  wrongCodes?: { n: number; since: number }
  complaint: Complaint
  /** Nobody has confirmed yet what the complaint says: neither the customer nor a person of the desk. */
  unconfirmed: boolean
  category: string
  level: Level
  levelRule: string
  /** The department that has the case; `suggested` is the one the category points to. */
  department: string | null
  suggested: string | null
  owner: Colleague | null
  /** Who works on it in the department. */
  handler: Colleague | null
  /** Owners the customer asked to be spared. */
  formerOwners: readonly string[]
  /** Staff the complaint is about: nothing of it is told to them. Absent in cases of older versions. */
  about?: readonly Concerned[]
  /** What a colleague has asked the customer and waits for; `n` counts all that were asked. */
  question?: { n: number; text: string; by: Colleague; at: number; reminded: boolean } | null
  asked?: number
  /** The customer's messages are not handled; absent: they are. */
  blocked?: Block | null
  openedAt: number
  promisedAt: number | null
  /** The new day a person has set; told to the customer on the promised one. */
  nextPromise: { at: number; by: string } | null
  dueAt: number | null
  stepSince: number
  takenAt: number | null
  answeredAt: number | null
  closedAt: number | null
  verdict: { verdict: Verdict; reason: string; by: string; at: number } | null
  proposals: readonly Proposal[]
  approvals: readonly Approval[]
  /** What the customer has accepted so far. */
  granted: number
  surveys: readonly SurveyResult[]
  reopenings: number
  /** How many of them were for a low score: so many the policy allows. */
  lowScores: number
  /** How often the deadline of this step has been called for in vain. */
  missed: number
  /** How many circles have been called in by people. */
  circle: number
  /** How often the customer was left unanswered or did not answer in this step. */
  silences: number
  humanSilences: number
  /** The customer waits for a person: whom he called, or who has not answered his words. Absent: for nobody. */
  unanswered?: 'call' | 'words' | null
  urged: number
  voice: 'bot' | 'human'
  /** What was asked last has not reached the customer. Absent in cases of older versions. */
  notReached?: boolean
  /** The conversations that have missed what was asked last, where there are several. Absent: none. */
  missedIn?: readonly ConversationId[]
  /** Refused once: never closed with thanks. `review` is on after an objection, `reviewed` once it is decided. */
  refused: boolean
  review: 'none' | 'asked' | 'done'
  /** The customer has written since the refusal. */
  spoke: boolean
  /** The state in which the case ended, to reopen it there. */
  endedFrom: TicketState | null
  lastStep: LastStep | null
  /** Somebody was hurt: what the customer answered to whether he sends medical papers. Absent: not asked. */
  medical?: 'asked' | 'yes' | 'no'
  /** Nothing of it may be erased, by whom, since when (epoch ms) and why. Absent: it may. */
  frozen?: { by: string; at: number; reason: string } | null
  /** The customer had his data erased while the case was open or frozen. */
  erasureWished?: boolean
  /** His data are under lock since, until their term is over (epoch ms). */
  restricted?: { since: number; until: number } | null
  /** What is under lock: kept because the law wants it kept, read by nobody. */
  locked?: Pick<
    TicketContext,
    'complaint' | 'verdict' | 'proposals' | 'approvals' | 'surveys'
  > | null
  /** The term is over: only what is counted is left. */
  anonymous?: boolean
}

/** Letters of a ticket to itself. */
export type TicketTimer = { now: number } & (
  | { type: 'deadline.near' }
  | { type: 'deadline.passed' }
  | { type: 'promise.morning' }
  | { type: 'promise.afternoon' }
  | { type: 'promise.closing' }
  | { type: 'customer.silent' }
  | { type: 'customer.unseen' }
  /** `circle`: who is alerted next, from 0. */
  | { type: 'alert.unseen'; circle: number }
  | { type: 'human.silent' | 'question.silent' }
  | { type: 'term.over' }
)

export type Happening = TicketEvent | TicketTimer
export type EventOf<T extends Happening['type']> = Extract<Happening, { type: T }>

/** What a ticket starts from; `kept` is what is left of one whose chart is gone. `now` in epoch ms. */
export type TicketInput = { actor: ActorId; now: number; kept?: TicketContext }

/** The context of a ticket nobody has complained to yet, or what an older chart has kept. */
export function firstContext({ input }: { input: TicketInput | undefined }): TicketContext {
  // XState begins a throwaway actor without input for every transition; nobody ever looks at it.
  if (input === undefined) return empty
  return { ...empty, ...input.kept, actor: input.actor }
}

const empty: TicketContext = {
  actor: 'ticket:',
  number: '',
  conversation: 'conversation:',
  complaint: {
    customer: 'customer:',
    locale: 'zh-CN',
    category: '',
    categoryBecause: { rule: '' },
    level: 1,
    levelBecause: { rule: '' },
    story: '',
    facts: {},
    contact: {},
    files: [],
    hurt: false,
    since: 0,
  },
  unconfirmed: false,
  category: '',
  level: 1,
  levelRule: '',
  department: null,
  suggested: null,
  owner: null,
  handler: null,
  formerOwners: [],
  openedAt: 0,
  promisedAt: null,
  nextPromise: null,
  dueAt: null,
  stepSince: 0,
  takenAt: null,
  answeredAt: null,
  closedAt: null,
  verdict: null,
  proposals: [],
  approvals: [],
  granted: 0,
  surveys: [],
  reopenings: 0,
  lowScores: 0,
  missed: 0,
  circle: 0,
  silences: 0,
  humanSilences: 0,
  urged: 0,
  voice: 'bot',
  refused: false,
  review: 'none',
  spoke: false,
  endedFrom: null,
  lastStep: null,
}

/** The staff a case is about, by id: nothing of it is told to them. */
export function concernedIds({ about }: Pick<TicketContext, 'about'>): readonly string[] {
  return about?.map(({ id }) => id) ?? []
}
