import { arrowsOf } from './act.ts'
import { whileAskable, whileOpen } from './anytime.ts'
import {
  agreed,
  called,
  decided,
  fits,
  hasSpoken,
  lastReopening,
  mayEnterDecision,
  mayEnterScore,
  mayReopen,
  reminded,
  reviewed,
  satisfied,
  surveyed,
} from './conditions.ts'
import type { TicketRules } from './context.ts'
import { keepLateDecision } from './customer.ts'
import { endNotAgreed, endUnanswered } from './ending.ts'
import { missDeadline, remindOfDeadline } from './lateness.ts'
import { carryOutAgain } from './not-received.ts'
import {
  accept,
  another,
  askToCall,
  decline,
  enterAccepted,
  enterDeclined,
  remindOpinion,
} from './opinion.ts'
import { objectAgain, reopenByPerson, review } from './reopening.ts'
import { mayHandle } from './rights.ts'
import { askFinalAnswer, carryOut, closeSatisfied, reopenUnsatisfied, survey } from './survey.ts'
import { workshop } from './turn.ts'

/** The customer decides on a proposal. */
export function awaitingCustomer(rules: TicketRules) {
  const a = arrowsOf(rules, 'awaiting customer')
  return workshop.createStateConfig({
    on: {
      ...whileOpen(a),
      'customer.accepted': [a.when(fits, a.to('implementing', accept)), a.does(keepLateDecision)],
      'customer.declined': [a.when(decided, a.to('proposing', decline)), a.does(keepLateDecision)],
      'customer.asked for another': a.to('investigating', another),
      'customer.silent': [
        a.when(reminded, a.to('no answer', endUnanswered)),
        a.when(called, a.does(askToCall)),
        a.does(remindOpinion),
      ],
      'staff.entered': a.order(
        mayEnterDecision,
        a.when(agreed, a.to('implementing', enterAccepted)),
        a.to('proposing', enterDeclined),
      ),
    },
  })
}

/** What was agreed is being done. */
export function implementing(rules: TicketRules) {
  const a = arrowsOf(rules, 'implementing')
  return workshop.createStateConfig({
    on: {
      ...whileOpen(a),
      ...whileAskable(a),
      'staff.carried out': a.order(mayHandle, a.to('follow-up', carryOut)),
      'deadline.near': a.does(remindOfDeadline),
      'deadline.passed': a.does(missDeadline),
    },
  })
}

/** Done; the customer is asked how satisfied he is. */
export function followUp(rules: TicketRules) {
  const a = arrowsOf(rules, 'follow-up')
  const scores = [
    a.when(satisfied, a.to('closed', closeSatisfied)),
    a.when(lastReopening, a.to('final answer', askFinalAnswer)),
    a.to('investigating', reopenUnsatisfied),
  ]
  return workshop.createStateConfig({
    on: {
      ...whileOpen(a),
      'customer.scored': scores,
      'customer.not received': a.to('implementing', carryOutAgain),
      'customer.silent': [a.when(surveyed, a.to('no answer', endUnanswered)), a.does(survey)],
      'staff.entered': a.order(mayEnterScore, ...scores),
      'staff.reopened': a.order(mayReopen, a.to('investigating', reopenByPerson)),
    },
  })
}

/** Not founded, and explained: the customer may object for a while. */
export function refusedState(rules: TicketRules) {
  const a = arrowsOf(rules, 'refused')
  const objections = [
    a.when(reviewed, a.to('final answer', objectAgain)),
    a.to('investigating', review),
  ]
  return workshop.createStateConfig({
    on: {
      ...whileOpen(a),
      'customer.objected': objections,
      'customer.declined': objections,
      'customer.asked for another': objections,
      'customer.silent': [
        a.when(hasSpoken, a.to('not agreed', endNotAgreed)),
        a.to('no answer', endUnanswered),
      ],
      'staff.reopened': a.order(mayReopen, a.to('investigating', reopenByPerson)),
    },
  })
}
