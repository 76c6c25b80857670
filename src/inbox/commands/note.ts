import { type Command, misused, order } from './command.ts'
import { workers } from './rights.ts'

/** Words for colleagues only. */
export const note: Command = {
  name: 'note',
  words: ['remark', '备注', '备忘', '内部备注', '注记', '记一笔'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'words',
  run: (call) =>
    call.args === '' ? misused() : order(call, { type: 'staff.noted', text: call.args }),
}
