import { type Command, order } from './command.ts'
import { workers } from './rights.ts'

/** Brings the ticket before the next higher circle. */
export const escalate: Command = {
  name: 'escalate',
  words: ['升级', '上报', '升级处理', '呈报'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'words',
  run: (call) => order(call, { type: 'staff.escalated', reason: call.args }),
}
