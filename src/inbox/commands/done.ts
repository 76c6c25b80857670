import { type Command, order } from './command.ts'
import { refuseWords } from './refuse-words.ts'
import { workers } from './rights.ts'

/** The solution has been carried out; the words are for the customer. */
export const done: Command = {
  name: 'done',
  words: ['complete', 'finish', '办结', '完成', '已完成', '执行完毕', '处理完毕', '办妥'],
  group: 'solution',
  roles: workers,
  on: 'ticket',
  numbers: 'words',
  run: (call, { guard }) =>
    refuseWords(call.args, guard) ?? order(call, { type: 'staff.carried out', text: call.args }),
}
