import { masked, short } from './card-words.ts'
import { putProposalAgain } from './opinion.ts'
import { said } from './reopening.ts'
import { ownerRoom } from './rooms.ts'
import { surveyAgain } from './survey.ts'
import { type Turn, wording } from './turn.ts'

/** A word after "no answer" to a proposal: the proposal stands again. */
export function resumeDecision(turn: Turn): void {
  resume(turn)
  putProposalAgain(turn)
}

/** A word after "no answer" to the survey: the survey is put once more. */
export function resumeSurvey(turn: Turn): void {
  resume(turn)
  surveyAgain(turn)
}

function resume(turn: Turn): void {
  const { context, rules, event } = turn
  turn.change({ closedAt: null, endedFrom: null, lastStep: null })
  const files = 'files' in event && event.files ? event.files : []
  const text = 'text' in event ? masked(event.text) : said(turn)
  turn.record('resumed', { text }, { files })
  turn.alert(ownerRoom(context, rules), {
    texts: [
      wording('ticket.alert.resumed', {
        number: context.number,
        text: 'text' in event ? short(event.text) : said(turn),
      }),
    ],
    ...(files.length ? { files } : {}),
  })
}
