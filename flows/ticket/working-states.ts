import { may } from '../../src/domain/person.ts'
import { arrowsOf } from './act.ts'
import { whileAnswering } from './anytime.ts'
import type { TicketRules } from './context.ts'
import { answerFinally } from './last-word.ts'
import { open } from './opened.ts'
import { assign, givenToHandler, take, takeAtDepartment } from './people.ts'
import { approvalRefusal, approve, propose, reject, solve } from './proposal.ts'
import { mayEnd } from './reopening.ts'
import {
  type Asking,
  mayAssign,
  mayDisown,
  mayHandOver,
  mayJudge,
  mayManage,
  mayPropose,
  mayReject,
  mayTake,
  type Refusal,
  reasonFor,
  refused,
  takesAtDepartment,
} from './rights.ts'
import { workshop } from './turn.ts'
import { disown, handOver, judge, refuse } from './verdict.ts'

/** Nobody has it yet. */
export function received(rules: TicketRules) {
  const a = arrowsOf(rules, 'received')
  return workshop.createStateConfig({
    on: {
      ...whileAnswering(a),
      'customer.complained': a.when(isNew, a.does(open)),
      'staff.took': a.order(mayTake, a.to('investigating', take)),
      'staff.assigned': a.order(mayAssign, a.to('investigating', assign)),
    },
  })
}

/** Somebody finds out what happened, and says whether the complaint is founded. */
export function investigating(rules: TicketRules) {
  const a = arrowsOf(rules, 'investigating')
  return workshop.createStateConfig({
    on: {
      ...whileAnswering(a),
      'staff.judged': a.order(mayJudge, a.when(unfounded, a.to('refused', refuse)), a.does(judge)),
      'staff.handed over': a.order(mayHandOver, a.to('at department', handOver)),
      'staff.proposed': a.order(mayPropose, a.to('awaiting approval', propose)),
      'staff.solved': a.order(mayPropose, a.to('awaiting approval', solve)),
      'staff.answered finally': a.order(mayEndEarly, a.to('not agreed', answerFinally)),
    },
  })
}

/** The responsible department has it and nobody there has taken it. */
export function atDepartment(rules: TicketRules) {
  const a = arrowsOf(rules, 'at department')
  return workshop.createStateConfig({
    on: {
      ...whileAnswering(a),
      ...departmentOrders(rules, 'at department'),
      'staff.took': a.order(
        mayTake,
        a.when(takesAtDepartment, a.to('proposing', takeAtDepartment)),
        a.does(take),
      ),
      'staff.assigned': a.order(
        mayAssign,
        a.when(toHandler, a.to('proposing', assign)),
        a.does(assign),
      ),
    },
  })
}

/** Somebody works out what to offer. */
export function proposing(rules: TicketRules) {
  const a = arrowsOf(rules, 'proposing')
  return workshop.createStateConfig({
    on: { ...whileAnswering(a), ...departmentOrders(rules, 'proposing') },
  })
}

/** A proposal waits for a signature. */
export function awaitingApproval(rules: TicketRules) {
  const a = arrowsOf(rules, 'awaiting approval')
  return workshop.createStateConfig({
    on: {
      ...whileAnswering(a),
      'staff.approved': a.order(mayApproveThis, a.to('awaiting customer', approve)),
      'staff.rejected': a.order(mayReject, a.to('proposing', reject)),
    },
  })
}

/** The customer was not satisfied often enough: a manager has the last word. */
export function finalAnswer(rules: TicketRules) {
  const a = arrowsOf(rules, 'final answer')
  return workshop.createStateConfig({
    on: {
      ...whileAnswering(a),
      'staff.answered finally': a.order(mayAnswerFinally, a.to('not agreed', answerFinally)),
      'staff.proposed': a.order(mayProposeLast, a.to('awaiting approval', propose)),
    },
  })
}

function departmentOrders(rules: TicketRules, state: 'at department' | 'proposing') {
  const a = arrowsOf(rules, state)
  return {
    'staff.judged': a.order(mayJudge, a.when(unfounded, a.to('refused', refuse)), a.does(judge)),
    'staff.handed over': a.order(mayHandOver, a.to('at department', handOver)),
    'staff.disowned': a.order(mayDisown, a.to('investigating', disown)),
    'staff.proposed': a.order(mayPropose, a.to('awaiting approval', propose)),
    'staff.solved': a.order(mayPropose, a.to('awaiting approval', solve)),
    'staff.answered finally': a.order(mayEndEarly, a.to('not agreed', answerFinally)),
  }
}

function isNew({ context }: Asking<'customer.complained'>): boolean {
  return context.number === ''
}

function unfounded({ event }: Asking<'staff.judged'>): boolean {
  return event.verdict === 'unfounded'
}

function toHandler({ context, event, rules, state }: Asking<'staff.assigned'>): boolean {
  return givenToHandler(context, rules, event, state)
}

function mayApproveThis({ context, event, rules }: Asking<'staff.approved'>): Refusal {
  return approvalRefusal(context, event, rules)
}

function mayAnswerFinally(asking: Asking<'staff.answered finally'>): Refusal {
  return mayManage(asking) ?? reasonFor(asking, asking.event.text)
}

/** Before the last dissatisfaction only where the case has been reopened as often as the policy allows. */
function mayEndEarly(asking: Asking<'staff.answered finally'>): Refusal {
  const { context, rules } = asking
  const cannot = mayAnswerFinally(asking)
  if (cannot || mayEnd(context, rules)) return cannot
  return refused(context, 'finalTooEarly', { times: rules.policy.survey.reopenings.value })
}

/** A manager who still finds something to offer need not say no. */
function mayProposeLast(asking: Asking<'staff.proposed'>): Refusal {
  if (!may(asking.event.by, 'supervisor', 'manager', 'admin')) {
    return refused(asking.context, 'leaders')
  }
  return mayPropose(asking)
}
