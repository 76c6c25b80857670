import { foldCommand } from '../command-fold.ts'
import { afterGap, takeWord } from '../command-words.ts'
import { type Command, misused, order } from './command.ts'
import { askFirst } from './confirm.ts'
import { workers } from './rights.ts'
import { decisionWords, scoreForm } from './vocabulary.ts'

type Entered = { decision: 'accept' | 'decline' | 1 | 2 | 3 | 4 | 5; text: string }

/** What the customer decided or how he scored, entered after a call with him. */
export const answerForCustomer: Command = {
  name: 'answer',
  words: ['代填', '代录', '客户答复', '客户意见', '录入意见', '录入'],
  group: 'customer',
  roles: workers,
  on: 'ticket',
  numbers: 'score',
  run(call, deps) {
    const entered = readEntered(call.args)
    if (!entered) return misused()
    if (call.confirmed) return order(call, { type: 'staff.entered', ...entered })
    const { decision, text } = entered
    const kind = typeof decision === 'number' ? 'score' : decision
    const values = { number: call.ticket!.view.number, score: decision, text }
    return askFirst(call, deps, { key: `desk.confirm.${kind}`, values })
  },
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
