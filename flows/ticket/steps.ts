import { addSpan, workingMsBetween } from '../../src/domain/calendar.ts'
import type { Span, Timed } from '../../src/domain/policy.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import type { Colleague, TicketContext, TicketRules } from './context.ts'
import { answering } from './next.ts'
import type { Turn } from './turn.ts'

const hour = 3_600_000

/** Forgets what the old state waited for and starts what the new one does. Comes before anything else of the turn. */
export function enterStep(turn: Turn): void {
  const { to, state, now } = turn
  if (!answering.includes(to)) {
    turn.cancel('promise morning', 'promise afternoon', 'promise closing')
  }
  // The department's time runs from the handing over, not from the moment one of its people takes the case.
  if (state === 'at department' && to === 'proposing') return
  turn.change({ missed: 0, silences: 0, stepSince: now })
  startStep(turn)
}

/** Starts the clock of the state the case is in or goes to, counted from when the step began. */
export function startStep(turn: Turn): void {
  const { context, rules, to } = turn
  const timed = deadlineOf(context, rules, to)
  turn.cancel('deadline near', 'deadline', 'silence')
  turn.change({ dueAt: null })
  if (timed) {
    due(turn, addSpan(rules.calendar, context.stepSince, timed.within), timed.within)
    // Minutes after the first call a reminder would only be in the way.
    if (timed === rules.policy.deadlines.takingDanger) turn.cancel('deadline near')
  } else if (to === 'investigating' && context.promisedAt !== null) {
    near(turn, context.promisedAt, rules.policy.deadlines.answer.within)
    turn.change({ dueAt: context.promisedAt })
  } else if (silence[to]) {
    awaitCustomer(turn, silence[to](rules))
  }
}

/** The same step begins anew: its time runs from now. */
export function restartStep(turn: Turn): void {
  turn.change({ missed: 0, stepSince: turn.now })
  startStep(turn)
}

/** Gives the case an owner or takes him away; what is waited for depends on it while it is investigated. */
export function setOwner(turn: Turn, owner: Colleague | null): void {
  const changed = (turn.context.owner === null) !== (owner === null)
  turn.change({ owner })
  if (changed && turn.to === 'investigating') restartStep(turn)
}

/** The time a state allows staff; absent where the promised day or the customer's silence rules. */
export function deadlineOf(
  { level, owner, complaint }: TicketContext,
  { policy }: TicketRules,
  state: TicketState,
): Timed | undefined {
  const { deadlines, levels } = policy
  const major = level >= levels.major.value ? deadlines.takingMajor : deadlines.taking
  const taking = complaint.danger ? deadlines.takingDanger : major
  switch (state) {
    case 'received':
      return taking
    case 'investigating':
      return owner ? undefined : taking
    case 'at department':
    case 'proposing':
    case 'final answer':
      return deadlines.department
    case 'awaiting approval':
      return deadlines.approval
    case 'implementing':
      return deadlines.implementing
    default:
      return undefined
  }
}

/** What the first silence of the customer is, per state that waits for him. */
const silence: Partial<Record<TicketState, (rules: TicketRules) => Span>> = {
  'awaiting customer': ({ policy }) => policy.deadlines.opinion.within,
  'follow-up': ({ policy }) => policy.deadlines.survey.within,
  refused: ({ policy }) => policy.deadlines.reopen.within,
}

/** Wakes the ticket when the customer has been silent for so long. */
export function awaitCustomer(turn: Turn, within: Span): void {
  const at = addSpan(turn.rules.calendar, turn.now, within)
  turn.wake('silence', at, 'customer.silent')
  turn.change({ dueAt: at })
}

function due(turn: Turn, at: number, within: Span): void {
  near(turn, at, within)
  turn.wake('deadline', at, 'deadline.passed')
  turn.change({ dueAt: at })
}

/** A share of the time before the deadline, counted in the time the deadline is counted in. */
function near(turn: Turn, at: number, within: Span): void {
  const { calendar, policy } = turn.rules
  const from = turn.context.stepSince
  const share = policy.deadlines.reminderBefore.value
  const working = within.unit.startsWith('working')
  const length = working ? workingMsBetween(calendar, from, at) : at - from
  const until = length * (1 - share)
  const moment = working
    ? addSpan(calendar, from, { n: until / hour, unit: 'working hours' })
    : from + until
  if (moment > turn.now && moment < at)
    turn.wake('deadline near', Math.round(moment), 'deadline.near')
}
