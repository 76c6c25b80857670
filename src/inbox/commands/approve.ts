import { type Command, order } from './command.ts'
import { signers } from './rights.ts'

/** Signs the waiting proposal. */
export const approve: Command = {
  name: 'approve',
  words: ['批准', '同意方案', '核准', '审批通过', '通过', '准了'],
  group: 'solution',
  roles: signers,
  on: 'ticket',
  numbers: 'ticket',
  run: (call) => order(call, { type: 'staff.approved' }),
}
