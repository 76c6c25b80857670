import { type Command, misused, order } from './command.ts'
import { freezers } from './rights.ts'

/** Nothing of the case may be erased, for a reason: a court, an authority, a dispute. */
export const freeze: Command = {
  name: 'freeze',
  words: ['hold', 'legal-hold', '冻结', '法律冻结', '凍結', '保全'],
  group: 'desk',
  roles: freezers,
  on: 'ticket',
  numbers: 'words',
  run: (call) =>
    call.args === '' ? misused() : order(call, { type: 'staff.froze', reason: call.args }),
}

/** It may be erased again, and what the freeze held back happens. */
export const thaw: Command = {
  name: 'thaw',
  words: ['unfreeze', 'release', '解冻', '解除冻结', '解凍', '解除保全'],
  group: 'desk',
  roles: freezers,
  on: 'ticket',
  numbers: 'words',
  run: (call) =>
    call.args === '' ? misused() : order(call, { type: 'staff.thawed', reason: call.args }),
}
