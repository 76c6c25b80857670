import { type Period, periods } from '../../reports/period.ts'
import { stats as statsOf } from '../../reports/stats.ts'
import { statsWordings } from '../../reports/stats-wording.ts'
import { takeWord } from '../command-words.ts'
import { type Command, misused, type Outcome } from './command.ts'
import { everybody } from './rights.ts'
import { periodWords } from './vocabulary.ts'

/** How the desk does: today, this week, this month. */
export const stats: Command = {
  name: 'stats',
  words: [
    'status',
    'report',
    '统计',
    '报表',
    '数据',
    { word: '日报', args: 'today' },
    { word: '今日统计', args: 'today' },
    { word: '周报', args: 'week' },
    { word: '月报', args: 'month' },
  ],
  group: 'look',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  async run(call, { store, calendar }): Promise<Outcome | ReturnType<typeof misused>> {
    const word = call.args === '' ? { value: 'today' as Period } : takeWord(call.args, periodWords)
    if (!word) return misused()
    const figures = await statsOf(store, { calendar, period: word.value, now: call.now })
    const others = periods.filter((period) => period !== word.value)
    return {
      kind: 'answer',
      answer: {
        texts: statsWordings(figures),
        choices: others.map((period) => ({
          id: `/stats ${period}`,
          label: { key: `desk.filter.${period}` },
        })),
      },
    }
  },
}
