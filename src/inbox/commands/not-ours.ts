import { type Command, misused, order } from './command.ts'
import { workers } from './rights.ts'

/** Gives a ticket back that another department has to answer for. */
export const notOurs: Command = {
  name: 'notours',
  words: ['not-ours', '非我部门', '不归我们', '非本部门', '不是我们的', '退回', '退件'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'words',
  run: (call) =>
    call.args === ''
      ? misused({ key: 'desk.which.reason' })
      : order(call, { type: 'staff.disowned', reason: call.args }),
}
