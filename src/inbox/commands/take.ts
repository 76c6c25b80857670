import { type Command, order } from './command.ts'
import { workers } from './rights.ts'

/** Makes the ticket the speaker's own. */
export const take: Command = {
  name: 'take',
  words: ['claim', 'accept', '接单', '受理', '接', '我来', '我接', '认领', '领单', '接手', '接案'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run: (call) => order(call, { type: 'staff.took' }),
}
