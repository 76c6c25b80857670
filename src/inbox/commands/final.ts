import { may } from '../../domain/person.ts'
import { type Command, misused, order } from './command.ts'
import { askFirst } from './confirm.ts'
import { refuseWords } from './refuse-words.ts'

/** The desk's last word: the case ends with it where the customer does not agree. */
export const final: Command = {
  name: 'final',
  words: ['final-answer', '最终答复', '终局答复', '最后答复', '最终回复', '最终答覆'],
  group: 'solution',
  roles: ['manager', 'admin'],
  on: 'ticket',
  numbers: 'words',
  run(call, deps) {
    const { args: text, ticket, confirmed } = call
    if (text === '') return misused()
    const refused = refuseWords(text, deps.guard)
    if (refused) return refused
    // Whoever may not is told so by the case itself, before he is asked to confirm.
    if (confirmed || !may(call.person, ...final.roles))
      return order(call, { type: 'staff.answered finally', text })
    const values = { number: ticket!.view.number, text }
    return askFirst(call, deps, { key: 'desk.confirm.final', values })
  },
}
