import type { SurveyResult } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { short, wordsAfter } from './card-words.ts'
import { card } from './cards.ts'
import type { EventOf } from './context.ts'
import { end } from './ending.ts'
import { raiseLevel } from './levels.ts'
import { answer, byPhone, final } from './orders.ts'
import { answerDay, promise } from './promise.ts'
import { reopen } from './reopening.ts'
import { departmentRoom, leadersRoom, ownerRoom } from './rooms.ts'
import { awaitCustomer } from './steps.ts'
import { type Turn, wording } from './turn.ts'

type Score = NonNullable<SurveyResult['score']>

/** What was agreed has been done: the customer hears it, and is asked later. */
export function carryOut(turn: Turn<'staff.carried out'>): void {
  const { text } = turn.event
  turn.record('carriedOut', { text })
  turn.tell({ type: 'ticket.carried out', text })
  final(turn, 'seen')
  answer(turn, byPhone(turn, 'carriedOut'))
}

/** Asks for the score, the first time and again. */
export function survey(turn: Turn<'customer.silent'>): void {
  const asked = turn.context.silences
  turn.change({ silences: asked + 1 })
  turn.tell({ type: 'ticket.surveyed', ...(asked > 0 ? { reminder: asked } : {}) })
  turn.record(asked > 0 ? 'surveyReminded' : 'surveyed', { times: asked })
  awaitCustomer(turn, turn.rules.policy.deadlines.surveyReminder.within)
}

/** A word after "no answer" shows that he is there: he is asked once more. */
export function surveyAgain(turn: Turn): void {
  turn.change({ silences: 1 })
  turn.tell({ type: 'ticket.surveyed' })
  turn.record('surveyed', { times: 0 }, { by: 'system' })
  awaitCustomer(turn, turn.rules.policy.deadlines.surveyReminder.within)
}

/** Satisfied: the case is closed, with thanks where they are in place. */
export function closeSatisfied(turn: Turn<'customer.scored' | 'staff.entered'>): void {
  keepScore(turn)
  const { complaint, refused } = turn.context
  end(turn, 'closed', { thanks: !complaint.hurt && !refused })
  answerEntered(turn)
}

/** Not satisfied: reopened at once, one level higher. */
export function reopenUnsatisfied(turn: Turn<'customer.scored' | 'staff.entered'>): void {
  keepScore(turn)
  turn.change({ lowScores: turn.context.lowScores + 1 })
  reopen(turn, { by: 1, rule: turn.rules.policy.survey.satisfiedFrom.rule, why: scoreWords(turn) })
  answerEntered(turn)
}

/** Not satisfied after all reopenings: a manager has the last word. */
export function askFinalAnswer(turn: Turn<'customer.scored' | 'staff.entered'>): void {
  keepScore(turn)
  raiseLevel(turn, 1, turn.rules.policy.survey.satisfiedFrom.rule, { shown: true })
  turn.change({ closedAt: null })
  turn.record('finalAsked', { rule: turn.rules.policy.survey.reopenings.rule }, { by: 'system' })
  promise(turn, answerDay(turn))
  turn.tell({ type: 'ticket.reopened', promisedAt: turn.context.promisedAt ?? turn.now })
  turn.alert(leadersRoom(turn.rules), card(turn, 'final', [scoreWords(turn)]))
  answerEntered(turn)
}

/** The score of a survey result, whether the customer gave it or staff heard it. */
export function scored({ event }: { event: EventOf<'customer.scored' | 'staff.entered'> }): {
  score: Score
  words?: string
} {
  if (event.type === 'staff.entered') {
    return { score: event.decision as Score, ...(event.text ? { words: event.text } : {}) }
  }
  return { score: event.score, ...(event.words ? { words: event.words } : {}) }
}

function keepScore(turn: Turn<'customer.scored' | 'staff.entered'>): void {
  const given = scored(turn)
  const { context, rules } = turn
  turn.change({
    surveys: [...context.surveys, { at: turn.now, answered: true, ...given }],
    lastStep: null,
  })
  turn.record('scored', { scored: scoreWords(turn) })
  // The result goes back to whoever carried it out.
  const rooms = new Set([ownerRoom(context, rules), departmentRoom(rules, context.department)])
  for (const room of rooms) {
    turn.alert(room, {
      texts: [wording('ticket.alert.scored', { number: context.number, scored: scoreWords(turn) })],
    })
  }
}

/** The score as staff read it, with what the customer said to it. */
function scoreWords(turn: Turn<'customer.scored' | 'staff.entered'>): Wording {
  const { score, words } = scored(turn)
  return words
    ? wording('ticket.card.scored', { score, words: short(words) })
    : wording('ticket.card.scoredOnly', { score })
}

function answerEntered(turn: Turn<'customer.scored' | 'staff.entered'>): void {
  if (turn.event.type !== 'staff.entered') return
  const entering = turn as Turn<'staff.entered'>
  const decision = wording('ticket.decision.score', { score: turn.event.decision })
  turn.record('entered', { decision, words: wordsAfter(turn.event.text) })
  final(entering, 'told')
  answer(entering, 'entered', { decision })
}
