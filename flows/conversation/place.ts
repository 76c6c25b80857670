import { type Confirming, type Context, ongoing } from './context.ts'
import type { Draft } from './draft.ts'

const intake = {
  story: 'hearing the story',
  question: 'asking',
  fact: 'asking',
  need: 'asking',
  wish: 'asking the wish',
  contact: 'asking contact',
  evidence: 'asking evidence',
  summary: 'summing up',
  change: 'choosing what to change',
} as const

/** Where a talk can rest: the chart's states. */
export type Place =
  | 'idle'
  | `intake.${(typeof intake)[keyof typeof intake] | 'confirming the cancel' | 'asking whether to call'}`
  | 'draft kept'
  | 'opening'
  | `following.${'listening' | 'confirming the withdrawal' | 'asking which matter'}`
  | `opinion.${'deciding' | 'asking why not'}`
  | `survey.${'scoring' | 'asking what went wrong'}`
  | `danger.${'asking' | 'waiting'}`
  | 'question'
  | 'with a human'
  | 'confirming the erasure'
  | 'blocked'

/** Where the talk belongs by what it knows; what a ticket waits for goes before the customer's own draft. */
export function placeOf(context: Context): Place {
  if (context.person) return 'with a human'
  if (context.danger?.doubt) return 'danger.asking'
  if (context.blocked && !isAnswering(context)) return 'blocked'
  if (context.danger) return 'danger.waiting'
  const { confirming, draft } = context
  if (confirming?.what === 'withdraw') return 'following.confirming the withdrawal'
  if (confirming?.what === 'erase') return 'confirming the erasure'
  const waiting = context.waiting[0]
  if (waiting?.what === 'opinion') {
    return waiting.declining ? 'opinion.asking why not' : 'opinion.deciding'
  }
  if (waiting?.what === 'question') return 'question'
  if (waiting) return waiting.low ? 'survey.asking what went wrong' : 'survey.scoring'
  if (confirming?.what === 'matter') return 'following.asking which matter'
  if (draft?.paused) return 'draft kept'
  if (draft) return inIntake(draft, confirming)
  if (context.opening) return 'opening'
  return context.tickets.some(ongoing) ? 'following.listening' : 'idle'
}

/** He has begun to answer what the desk asked him, or is asked whether his data shall be erased. */
function isAnswering({ waiting: [first], danger, confirming }: Context): boolean {
  if (danger) return false
  if (confirming?.what === 'erase') return true
  if (!first) return false
  if (first.what === 'question') return true
  return first.what === 'opinion' ? first.declining : first.low
}

function inIntake(draft: Draft, confirming: Confirming | null): Place {
  if (confirming?.what === 'person') return 'intake.asking whether to call'
  if (confirming) return 'intake.confirming the cancel'
  return `intake.${intake[draft.open?.kind ?? 'story']}`
}

/** True where what is asked may be left open: what it stops him doing, how to reach him, something to show. */
export function asksOptional(context: Context): boolean {
  const asked = context.draft?.open?.kind
  const optional = asked === 'need' || asked === 'contact' || asked === 'evidence'
  return optional && isQuestion(placeOf(context))
}

/** True where an answer to a question of the interview is awaited. */
export function isQuestion(place: Place): boolean {
  return place.startsWith('intake.asking') && place !== 'intake.asking whether to call'
}
