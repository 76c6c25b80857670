import type { EventOf, Happening } from './context.ts'
import { canReopen } from './ending.ts'
import { optionNamed } from './opinion.ts'
import { lastProposal } from './proposal.ts'
import { mayEnd } from './reopening.ts'
import {
  type Asking,
  mayDirect,
  mayHandle,
  notNow,
  type Refusal,
  reasonFor,
  refused,
} from './rights.ts'
import { scored } from './survey.ts'

type Scoring = Asking<'customer.scored' | 'staff.entered'>

/** The answer is about the proposal that waits, and names one of its options. */
export function fits({ context, event }: Asking<'customer.accepted'>): boolean {
  const waits = lastProposal(context)
  return waits?.n === event.proposal && waits.options[event.option] !== undefined
}

export function decided({ context, event }: Asking<'customer.declined'>): boolean {
  return lastProposal(context)?.n === event.proposal
}

export function agreed({ event }: Asking<'staff.entered'>): boolean {
  return event.decision === 'accept'
}

/** All reminders have gone out: staff are to call. */
export function called({ context, rules }: Asking<'customer.silent'>): boolean {
  return context.silences === rules.policy.opinion.reminders.value
}

/** Reminders and the call were in vain. */
export function reminded({ context, rules }: Asking<'customer.silent'>): boolean {
  return context.silences > rules.policy.opinion.reminders.value
}

/** The survey and all its reminders have gone out. */
export function surveyed({ context, rules }: Asking<'customer.silent'>): boolean {
  return context.silences > rules.policy.survey.reminders.value
}

export function satisfied({ event, rules }: Scoring): boolean {
  return scored({ event }).score >= rules.policy.survey.satisfiedFrom.value
}

export function lastReopening({ context, rules }: Asking<Happening['type']>): boolean {
  return mayEnd(context, rules)
}

export function reviewed({ context }: Asking<Happening['type']>): boolean {
  return context.review === 'done'
}

export function hasSpoken({ context }: Asking<'customer.silent'>): boolean {
  return context.spoke
}

/** The ended case can still be reopened by a word. */
export function inTime({ context, rules, event }: Asking<Happening['type']>): boolean {
  return canReopen(context, rules, event.now)
}

/** It ended while the customer was asked to decide, to score, or after a refusal. */
export function wasDeciding(asking: Asking<Happening['type']>): boolean {
  return asking.context.endedFrom === 'awaiting customer' && inTime(asking)
}

export function wasSurveyed(asking: Asking<Happening['type']>): boolean {
  return asking.context.endedFrom === 'follow-up' && inTime(asking)
}

export function wasRefused(asking: Asking<Happening['type']>): boolean {
  return asking.context.endedFrom === 'refused' && inTime(asking)
}

/** What staff heard on the phone: which option, or why not. */
export function mayEnterDecision(asking: Asking<'staff.entered'>): Refusal {
  const { context, event } = asking
  const cannot = mayHandle(asking)
  if (cannot) return cannot
  if (event.decision === 'decline') return reasonFor(asking, event.text)
  if (event.decision !== 'accept') return notNow(asking)
  const count = lastProposal(context)?.options.length ?? 0
  return optionNamed(event.text, count) === undefined
    ? refused(context, 'whichOption', { count })
    : undefined
}

export function mayEnterScore(asking: Asking<'staff.entered'>): Refusal {
  return mayHandle(asking) ?? (isScore(asking.event) ? undefined : notNow(asking))
}

/** After "no answer": whatever was asked when it ended. */
export function mayEnterLate(asking: Asking<'staff.entered'>): Refusal {
  if (wasDeciding(asking)) return mayEnterDecision(asking)
  return wasSurveyed(asking) ? mayEnterScore(asking) : notNow(asking)
}

export function mayReopen(asking: Asking<'staff.reopened'>): Refusal {
  return mayDirect(asking)
}

function isScore({ decision }: EventOf<'staff.entered'>): boolean {
  return typeof decision === 'number'
}
