import { type Arrows, arrowsOf } from './act.ts'
import { always } from './anytime.ts'
import {
  agreed,
  decided,
  fits,
  inTime,
  lastReopening,
  mayEnterLate,
  mayReopen,
  reviewed,
  satisfied,
  wasDeciding,
  wasRefused,
  wasSurveyed,
} from './conditions.ts'
import type { Happening, TicketRules } from './context.ts'
import { notPossible } from './customer.ts'
import { carryOutAgain } from './not-received.ts'
import { accept, decline, enterAccepted, enterDeclined } from './opinion.ts'
import { endTerm } from './privacy.ts'
import { objectAgain, reopenByPerson, reopenByWord, review } from './reopening.ts'
import { resumeDecision, resumeSurvey } from './resuming.ts'
import type { Asking } from './rights.ts'
import { askFinalAnswer, closeSatisfied, reopenUnsatisfied } from './survey.ts'
import { workshop } from './turn.ts'
import { callPerson, relay } from './voice.ts'

/** Satisfied and closed. */
export function closed(rules: TicketRules) {
  const a = arrowsOf(rules, 'closed')
  return workshop.createStateConfig({
    on: {
      ...ended(a),
      ...reopenedByWords(a),
      'customer.not received': [
        a.when(inTime, a.to('implementing', carryOutAgain)),
        a.does(notPossible),
      ],
      'customer.scored': [
        a.when(stillSatisfied, a.does(notPossible)),
        a.when(bothOf(inTime, lastReopening), a.to('final answer', askFinalAnswer)),
        a.when(inTime, a.to('investigating', reopenUnsatisfied)),
        a.does(notPossible),
      ],
    },
  })
}

/** Taken back by the customer. */
export function withdrawn(rules: TicketRules) {
  const a = arrowsOf(rules, 'withdrawn')
  return workshop.createStateConfig({ on: { ...ended(a), ...reopenedByWords(a) } })
}

/** A manager has had the last word, or nobody agreed. */
export function notAgreed(rules: TicketRules) {
  return workshop.createStateConfig({ on: ended(arrowsOf(rules, 'not agreed')) })
}

/** The customer did not answer any more; any later word goes on where it ended. */
export function noAnswer(rules: TicketRules) {
  const a = arrowsOf(rules, 'no answer')
  const scores = [
    a.when(bothOf(wasSurveyed, satisfied), a.to('closed', closeSatisfied)),
    a.when(bothOf(wasSurveyed, lastReopening), a.to('final answer', askFinalAnswer)),
    a.when(wasSurveyed, a.to('investigating', reopenUnsatisfied)),
  ]
  const resumed = [
    a.when(wasDeciding, a.to('awaiting customer', resumeDecision)),
    a.when(bothOf(wasRefused, reviewed), a.to('final answer', objectAgain)),
    a.when(wasRefused, a.to('investigating', review)),
  ]
  const spoken = [
    ...resumed,
    a.when(wasSurveyed, a.to('follow-up', resumeSurvey)),
    a.does(notPossible),
  ]
  const trouble = [
    ...resumed,
    a.when(inTime, a.to('investigating', reopenByWord)),
    a.does(notPossible),
  ]
  return workshop.createStateConfig({
    on: {
      ...ended(a),
      'customer.added': spoken,
      'customer.replied': spoken,
      'customer.urged': trouble,
      'customer.objected': trouble,
      'customer.asked for a person': trouble,
      'customer.asked for another': trouble,
      'customer.accepted': [
        a.when(bothOf(wasDeciding, fits), a.to('implementing', accept)),
        ...spoken,
      ],
      'customer.declined': [
        a.when(bothOf(wasDeciding, decided), a.to('proposing', decline)),
        ...spoken,
      ],
      'customer.scored': [...scores, ...resumed, a.does(notPossible)],
      'customer.not received': [
        a.when(wasSurveyed, a.to('implementing', carryOutAgain)),
        a.does(notPossible),
      ],
      'staff.entered': a.order(
        mayEnterLate,
        ...scores,
        a.when(agreed, a.to('implementing', enterAccepted)),
        a.to('proposing', enterDeclined),
      ),
    },
  })
}

/** What is said about an ended case changes nothing by itself; people can reopen it. */
function ended(a: Arrows) {
  const late = a.does(notPossible)
  return {
    ...always(a),
    'term.over': a.does(endTerm),
    'customer.confirmed': late,
    'customer.added': late,
    'customer.urged': late,
    'customer.not received': late,
    'customer.objected': late,
    'customer.withdrew': late,
    'customer.accepted': late,
    'customer.declined': late,
    'customer.scored': late,
    'customer.asked for another': late,
    'customer.replied': a.does(relay),
    'customer.asked for a person': a.does(callPerson),
    'staff.reopened': a.order(mayReopen, a.to('investigating', reopenByPerson)),
  }
}

/** Within the reopening time a word opens the case again. */
function reopenedByWords(a: Arrows) {
  const word = [a.when(inTime, a.to('investigating', reopenByWord)), a.does(notPossible)]
  return {
    'customer.added': word,
    'customer.urged': word,
    'customer.objected': word,
    'customer.asked for another': word,
  }
}

function stillSatisfied(asking: Asking<'customer.scored'>): boolean {
  return satisfied(asking)
}

function bothOf<A extends Happening['type'], B extends Happening['type']>(
  first: (asking: Asking<A>) => boolean,
  second: (asking: Asking<B>) => boolean,
) {
  const both = (asking: Asking<A | B>) => first(asking as Asking<A>) && second(asking as Asking<B>)
  return Object.defineProperty(both, 'name', { value: `${first.name} and ${second.name}` })
}
