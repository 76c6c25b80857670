import { askAgainstWishes } from './against-wishes.ts'
import { type Command, misused, order } from './command.ts'
import { refuseWords } from './refuse-words.ts'
import { workers } from './rights.ts'

/** Asks the customer something through the desk; his answer comes to the speaker and to whoever has the case. */
export const ask: Command = {
  name: 'ask',
  words: ['询问', '问客户', '追问', '詢問', '問客戶'],
  group: 'customer',
  roles: workers,
  on: 'ticket',
  numbers: 'words',
  async run(call, deps) {
    const { args: text } = call
    if (text === '') return misused()
    const refused = refuseWords(text, deps.guard)
    if (refused) return refused
    const against = await askAgainstWishes(call, deps, { way: 'chat', text })
    return against ?? order(call, { type: 'staff.asked', text })
  },
}
