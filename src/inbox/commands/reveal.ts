import { type Command, order } from './command.ts'
import { workers } from './rights.ts'

/** Shows how to reach the customer, to the one who asks and not to the room; the history keeps who asked. */
export const reveal: Command = {
  name: 'reveal',
  words: ['contact', '查看联系方式', '联系方式', '联络方式', '显示电话', '电话', '显示联系方式'],
  group: 'customer',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run: (call) =>
    order({ ...call, answerTo: `staff:${call.person.id}` }, { type: 'staff.revealed' }),
}
