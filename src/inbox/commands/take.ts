import { type Command, order } from './command.ts'
import { workers } from './rights.ts'

/** Makes the ticket the speaker's own, or a talk without one. */
export const take: Command = {
  name: 'take',
  words: ['claim', 'accept', '接单', '受理', '接', '我来', '我接', '认领', '领单', '接手', '接案'],
  group: 'work',
  roles: workers,
  on: 'ticket or conversation',
  numbers: 'ticket',
  run(call) {
    const { conversation, person, room } = call
    if (!conversation) return order(call, { type: 'staff.took' })
    const { id: by, publicName, roles } = person
    const post = roles[0] ?? 'agent'
    return {
      kind: 'conversation',
      conversation,
      event: {
        type: 'staff.took call',
        by,
        publicName,
        post,
        answerTo: room ?? `staff:${person.id}`,
      },
    }
  },
}
