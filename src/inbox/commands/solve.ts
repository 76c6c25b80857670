import { foldCommand } from '../command-fold.ts'
import { readOptions } from '../read-options.ts'
import { type Command, misused, order } from './command.ts'
import { optionFault } from './propose.ts'
import { refuseManners } from './refuse-words.ts'
import { workers } from './rights.ts'

const reasonMark = /(?:^|[;；|｜\n]|\s)(?:reason|because|原因|理由)\s*[:：]?\s*/u

/** For small complaints: founded, own team, and a proposal in one; approval and the customer's yes remain. */
export const solve: Command = {
  name: 'solve',
  words: ['直办', '快办', '直接处理', '即办', '简办'],
  group: 'solution',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run(call, { guard }) {
    const { options: said, reason } = apart(call.args)
    const read = readOptions(said)
    if ('fault' in read) return misused(optionFault(read.fault))
    const refused = refuseManners(call.args, guard)
    return refused ?? order(call, { type: 'staff.solved', options: read.options, reason })
  },
}

function apart(args: string): { options: string; reason: string } {
  const mark = reasonMark.exec(foldCommand(args))
  if (!mark) return { options: args, reason: '' }
  const end = mark.index + mark[0].length
  return { options: args.slice(0, mark.index), reason: args.slice(end).trim() }
}
