import { askAgainstWishes } from './against-wishes.ts'
import { type Command, misused, order } from './command.ts'
import { refuseWords } from './refuse-words.ts'
import { workers } from './rights.ts'

/** Says something to the customer in person, through the bot, which is silent from then on. */
export const reply: Command = {
  name: 'reply',
  words: ['answer-customer', '回复', '答复', '回复客户', '回覆', '答覆', '回'],
  group: 'customer',
  roles: workers,
  on: 'ticket or conversation',
  numbers: 'words',
  async run(call, deps) {
    const { guard } = deps
    const { args: text, files, conversation, person } = call
    if (text === '' && files.length === 0) return misused()
    const refused = refuseWords(text, guard)
    if (refused) return refused
    if (!conversation) {
      const words = guard.findMedical(text)
      const detail = words ? (await deps.readTicket(call.ticket!.actor))?.detail : undefined
      if (words && detail?.medical !== 'yes')
        return misused({ key: 'desk.refuse.medical', values: { words } })
      const asked = await askAgainstWishes(call, deps, { way: 'chat', text })
      return asked ?? order(call, { type: 'staff.replied', text, files })
    }
    const { id: by, publicName, roles } = person
    const post = roles[0] ?? 'agent'
    return {
      kind: 'conversation',
      conversation,
      event: { type: 'staff.said', by, publicName, post, text, files, takesOver: true },
      answer: { texts: [{ key: 'desk.done.replied' }], about: conversation },
    }
  },
}
