import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import { anyAnswer } from './arrows.ts'
import { wishesHeard } from './contact-wish.ts'
import type { Context, Waiting } from './context.ts'
import { holdBack } from './hours.ts'
import type { Heard } from './meaning.ts'
import { without } from './opinion.ts'
import { questionChoices } from './question-choices.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'
import type { Workshop } from './workshop.ts'

type Asked = ConversationEvent & { type: 'ticket.asked' }
type Question = Waiting & { what: 'question' }

const elsewhere = ['cancel', 'give up', 'greeting', 'thanks', 'voice']

/** A colleague has asked something: what is said answers it, unless it is plainly something else. */
export function answeringQuestion({ means, goesOn }: Workshop) {
  const answers = anyAnswer.filter((meaning) => !elsewhere.includes(meaning))
  return {
    id: 'question',
    on: { 'customer.said': { guard: means(...answers, 'not received'), ...goesOn(hearAnswer) } },
  } as const
}

/** A colleague's question, in the hours in which the desk may write of itself. */
export function ask(talk: Talk<Asked>): Turn {
  return holdBack(talk) ?? putQuestion(talk)
}

/** The question in the colleague's own words, about which case; whoever does not know may say so. */
export function putQuestion({ context, event }: Talk<Asked>): Turn {
  const { ticket, number, question, text: words, reminder } = event
  const asked: Question = { what: 'question', ticket, number, question, text: words }
  const others = context.waiting.filter((w) => w.what !== 'question' || w.ticket !== ticket)
  const put = text(reminder ? 'question.reminder' : 'question.put', { number, words })
  return {
    context: { waiting: [asked, ...others] },
    effects: [say([put], questionChoices(asked))],
  }
}

/** His answer goes to the case, which says that it arrived. */
export function hearAnswer(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  const asked = questionIn(context, event)
  if (!asked) return {}
  const { ticket, question } = asked
  const said = event.type === 'customer.said' ? event : { text: '', files: [] }
  const { contact, effects } = wishesHeard(talk)
  const answered = tell(ticket, {
    type: 'customer.answered',
    question,
    text: said.text,
    files: said.files,
  })
  return goOn(talk, { contact, waiting: without(context, asked) }, [], [answered, ...effects])
}

function questionIn({ waiting }: Context, event: Heard): Question | undefined {
  const questions = waiting.filter((one): one is Question => one.what === 'question')
  if (event.type === 'customer.said') return questions[0]
  return questions.find((one) => questionChoices(one).some(({ id }) => id === event.button))
}
