import type { Wording } from '../../domain/wording.ts'
import { mostOptions, type OptionFault, readOptions } from '../read-options.ts'
import { type Command, misused, order } from './command.ts'
import { refuseManners } from './refuse-words.ts'
import { workers } from './rights.ts'

const faults = {
  none: 'none',
  'too many': 'tooMany',
  'amount missing': 'amountMissing',
  'amount unclear': 'amountUnclear',
  'text names more': 'namesMore',
} as const satisfies Record<OptionFault['why'], string>

/** Puts what the customer could be offered before those who may approve it. */
export const propose: Command = {
  name: 'propose',
  words: ['proposal', 'offer', '方案', '提案', '提方案', '建议方案', '处理方案'],
  group: 'solution',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run(call, { guard }) {
    const read = readOptions(call.args)
    if ('fault' in read) return misused(optionFault(read.fault))
    const refused = refuseManners(call.args, guard)
    return refused ?? order(call, { type: 'staff.proposed', options: read.options })
  },
}

/** What is wrong with an option; nothing where none was given and the usage says enough. */
export function optionFault({ why, text }: OptionFault): Wording | undefined {
  if (why === 'none') return undefined
  return { key: `desk.option.${faults[why]}`, values: { option: text, most: mostOptions } }
}
