import { takeWord } from '../command-words.ts'
import { type Command, misused, order } from './command.ts'
import { refuseWords } from './refuse-words.ts'
import { workers } from './rights.ts'
import { verdictWords } from './vocabulary.ts'

/** Whether the complaint is founded. The reason of a refusal is for the customer, so it has to be given. */
export const verdict: Command = {
  name: 'verdict',
  words: [
    'judge',
    '定性',
    '判定',
    '认定',
    { word: '投诉成立', args: '成立' },
    { word: '投诉不成立', args: '不成立' },
  ],
  group: 'solution',
  roles: workers,
  on: 'ticket',
  numbers: 'ticket',
  run(call, { guard }) {
    const word = takeWord(call.args, verdictWords)
    if (!word) return misused()
    const { value, rest: reason } = word
    if (value !== 'unfounded') return order(call, { type: 'staff.judged', verdict: value, reason })
    if (reason === '') return misused({ key: 'desk.refuse.reason' })
    const refused = refuseWords(reason, guard)
    return refused ?? order(call, { type: 'staff.judged', verdict: value, reason })
  },
}
