import { type Command, order } from './command.ts'
import { workers } from './rights.ts'

/** Takes the speaker's last step on the ticket back, while the customer has not seen it. */
export const undo: Command = {
  name: 'undo',
  words: ['撤回', '撤销', '取消上一步', '复原'],
  group: 'desk',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run: (call) => order(call, { type: 'staff.undid' }),
}
