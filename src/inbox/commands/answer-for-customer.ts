import type { Wording } from '../../domain/wording.ts'
import { optionWording } from '../../reports/card.ts'
import { foldCommand } from '../command-fold.ts'
import { afterGap, takeWord } from '../command-words.ts'
import { wishesAgainst } from './against-wishes.ts'
import { type Call, type Command, type CommandDeps, misused, order } from './command.ts'
import { askFirst } from './confirm.ts'
import { workers } from './rights.ts'
import { decisionWords, scoreForm } from './vocabulary.ts'

const none = { key: 'desk.none' }

type Entered = { decision: 'accept' | 'decline' | 1 | 2 | 3 | 4 | 5; text: string }

/** What the customer decided or how he scored, entered after a call with him. */
export const answerForCustomer: Command = {
  name: 'answer',
  words: ['代填', '代录', '客户答复', '客户意见', '录入意见', '录入'],
  group: 'customer',
  roles: workers,
  on: 'ticket',
  numbers: 'score',
  async run(call, deps) {
    // A colleague's question waits for an answer in free words.
    const detail = (await deps.readTicket(call.ticket!.actor))?.detail
    if (detail?.question && call.args !== '') {
      return order(call, { type: 'staff.heard', text: call.args })
    }
    const entered = readEntered(call.args)
    if (!entered) return misused()
    if (call.confirmed) return order(call, { type: 'staff.entered', ...entered })
    return entered.decision === 'accept'
      ? askAccepted(call, deps, entered.text)
      : ask(call, deps, entered)
  },
}

function ask(call: Call, deps: CommandDeps, { decision, text }: Entered) {
  const kind = typeof decision === 'number' ? 'score' : decision
  const values = { number: call.ticket!.view.number, score: decision, text: text || none }
  return askToEnter(call, deps, { key: `desk.confirm.${kind}`, values })
}

/** What is entered comes from a call: a wish against calls is named with it. */
async function askToEnter(call: Call, deps: CommandDeps, what: Wording) {
  const wish = await wishesAgainst(call, deps, { way: 'call', text: '' })
  return askFirst(call, deps, what, ...(wish ? [wish] : []))
}

/** Names the option that is about to be recorded; of several the words have to name one. */
async function askAccepted(call: Call, deps: CommandDeps, text: string) {
  const { actor, view } = call.ticket!
  const options = (await deps.readTicket(actor))?.detail.proposals.at(-1)?.options ?? []
  const chosen = options.length === 1 ? 1 : Number(/^\s*([1-9])/.exec(text)?.[1] ?? 0)
  const option = options[chosen - 1]
  // The case itself says what is wrong with it.
  if (!option) return order(call, { type: 'staff.entered', decision: 'accept', text })
  const words = text.replace(/^\s*[1-9][.、\s]*/, '')
  const values = {
    number: view.number,
    n: chosen,
    option: optionWording(option),
    text: words || none,
  }
  return askToEnter(call, deps, { key: 'desk.confirm.accept', values })
}

function readEntered(args: string): Entered | undefined {
  const score = scoreForm.exec(foldCommand(args))
  if (score) {
    const decision = Number(score[1]) as 1 | 2 | 3 | 4 | 5
    return { decision, text: afterGap(args.slice(score[0].length)) }
  }
  const word = takeWord(args, decisionWords)
  return word && { decision: word.value, text: word.rest }
}
