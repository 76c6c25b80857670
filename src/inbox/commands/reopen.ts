import { type Command, order } from './command.ts'
import { desk } from './rights.ts'

/** Takes an ended case up again. */
export const reopen: Command = {
  name: 'reopen',
  words: ['重开', '重新打开', '重启', '再次受理', '重新受理'],
  group: 'solution',
  roles: desk,
  on: 'ticket',
  numbers: 'words',
  run: (call) => order(call, { type: 'staff.reopened', reason: call.args }),
}
