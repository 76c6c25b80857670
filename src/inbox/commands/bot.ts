import { type Command, order } from './command.ts'
import { workers } from './rights.ts'

/** Hands the conversation back to the bot. */
export const bot: Command = {
  name: 'bot',
  words: ['handback', '交还', '转机器人', '交还机器人', '还给机器人', '交回机器人'],
  group: 'customer',
  roles: workers,
  on: 'ticket or conversation',
  numbers: 'ticket',
  run(call) {
    if (!call.conversation) return order(call, { type: 'staff.handed back' })
    const { id, publicName } = call.person
    return {
      kind: 'conversation',
      conversation: call.conversation,
      event: { type: 'staff.handed back', by: id, publicName },
      answer: { texts: [{ key: 'desk.done.handedBack' }] },
    }
  },
}
