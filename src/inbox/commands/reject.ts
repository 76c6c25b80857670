import { type Command, misused, order } from './command.ts'
import { signers } from './rights.ts'

/** Sends the waiting proposal back to its author, with the reason he needs to write a better one. */
export const reject: Command = {
  name: 'reject',
  words: ['驳回', '不批准', '退回方案', '不同意方案'],
  group: 'solution',
  roles: signers,
  on: 'ticket',
  numbers: 'words',
  run: (call) =>
    call.args === '' ? misused() : order(call, { type: 'staff.rejected', reason: call.args }),
}
