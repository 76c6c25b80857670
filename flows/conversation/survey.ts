import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import { scoreChoices } from './ask.ts'
import type { Waiting } from './context.ts'
import { holdBack, sayHeld } from './hours.ts'
import type { Heard } from './meaning.ts'
import { putProposal, without } from './opinion.ts'
import { putQuestion } from './question.ts'
import { type Score, scoreIn } from './scores.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

type HeardTalk = Talk<Heard>
type Survey = Waiting & { what: 'survey' }

/** The same in the hours in which the desk may write of itself. */
export function ask(talk: Talk<ConversationEvent & { type: 'ticket.surveyed' }>): Turn {
  return holdBack(talk) ?? putSurvey(talk)
}

/** What waited for the hour is said. */
export function sayWhatWaited(talk: Talk): Turn {
  return sayHeld(talk, {
    'ticket.proposed': putProposal,
    'ticket.surveyed': putSurvey,
    'ticket.asked': putQuestion,
  })
}

/** How was it? One to five, by button or in words. */
export function putSurvey(talk: Talk<ConversationEvent & { type: 'ticket.surveyed' }>): Turn {
  const { context, event } = talk
  const { ticket, number, reminder } = event
  const survey: Survey = { what: 'survey', ticket, number, low: false }
  const others = context.waiting.filter((w) => w.ticket !== ticket)
  const put = text(reminder ? 'survey.reminder' : 'survey.put', { number })
  return {
    context: { waiting: [survey, ...others] },
    effects: [say([put], scoreChoices(number))],
  }
}

/** A good score is told and answered by the ticket's closing; a low one asks what went wrong. */
export function score(talk: HeardTalk): Turn {
  const { context, event, rules } = talk
  const [survey, given] = scored(talk)
  if (!survey || !given) return {}
  const words = event.type === 'customer.said' ? { words: event.text } : {}
  const told = tell(survey.ticket, { type: 'customer.scored', score: given, ...words })
  const others = without(context, survey)
  return given >= rules.policy.survey.satisfiedFrom.value
    ? goOn(talk, { waiting: others }, [], [told])
    : goOn(talk, { waiting: [{ ...survey, low: true }, ...others] }, [], [told])
}

/** What went wrong, in the customer's words: the case goes on with them. */
export function hearWhatWentWrong(talk: HeardTalk): Turn {
  const { context, event } = talk
  const survey = context.waiting[0]
  if (survey?.what !== 'survey' || event.type !== 'customer.said') return {}
  const told = tell(survey.ticket, { type: 'customer.objected', text: event.text })
  return goOn(talk, { waiting: without(context, survey) }, [text('survey.heard')], [told])
}

/** Angry words instead of a score: they count, and the score is asked for once more. */
export function hearInsteadOfScore(talk: HeardTalk): Turn {
  const { context, event } = talk
  const survey = context.waiting[0]
  if (survey?.what !== 'survey' || event.type !== 'customer.said') return {}
  const told = tell(survey.ticket, { type: 'customer.objected', text: event.text })
  return goOn(talk, {}, [text('survey.heard')], [told])
}

/** Nothing more is said: the score stands, the talk goes on. */
export function leaveSurvey(talk: Talk): Turn {
  return goOn(talk, { waiting: talk.context.waiting.slice(1) })
}

function scored({ context, event }: HeardTalk): [Survey | undefined, Score | undefined] {
  if (event.type === 'customer.said') {
    const first = context.waiting[0]
    const given = event.understood.digit ?? scoreIn(event.text)
    return [first?.what === 'survey' ? first : undefined, given as Score | undefined]
  }
  const [, number, given] = event.button.split(':')
  const meant = context.waiting.find((w): w is Survey => w.what === 'survey' && w.number === number)
  return [meant, Number(given) as Score]
}
