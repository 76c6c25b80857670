import type { Level } from '../../domain/ticket.ts'
import { foldCommand } from '../command-fold.ts'
import { afterGap } from '../command-words.ts'
import { type Command, misused, order } from './command.ts'
import { workers } from './rights.ts'

const form = /^(?:level\s*|l)?([1-5一二三四五])(?:级)?(?![\d.一二三四五十百])/
const chinese = '一二三四五'

/** How grave the case is, 1–5. */
export const level: Command = {
  name: 'level',
  words: ['severity', '级别', '定级', '调级', '等级'],
  group: 'work',
  roles: workers,
  on: 'ticket',
  numbers: 'level',
  run(call) {
    const match = form.exec(foldCommand(call.args))
    if (!match) return misused()
    const digit = match[1]!
    const value = (Number(digit) || chinese.indexOf(digit) + 1) as Level
    const reason = afterGap(call.args.slice(match[0].length))
    return order(call, { type: 'staff.levelled', level: value, reason })
  },
}
