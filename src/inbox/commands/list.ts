import { listLine } from '../../reports/list-wording.ts'
import { visibleTickets } from '../../reports/visible.ts'
import { readFilter } from '../read-filter.ts'
import { listBlocks } from './block.ts'
import { type Command, misused, type Outcome } from './command.ts'
import { listDrafts } from './drafts.ts'
import { listNotes } from './list-notes.ts'
import { everybody } from './rights.ts'

const pageLength = 10
const ofBlocks = /^\s*(?:blocks?|blocked|屏蔽|屏蔽名单|已屏蔽|拉黑|封鎖|封鎖名單)\s*$/iu
const ofNotes =
  /^\s*(?:thanks|praise|suggestions?|notes?|表扬|感谢|建议|感谢与建议|表揚|感謝|建議)\s*$/iu
const ofDrafts = /^\s*(?:drafts?|unfinished|草稿|未完成|未提交)\s*$/iu

/** The tickets of a filter, the most urgent first. Without a filter: the open ones. */
export const list: Command = {
  name: 'list',
  words: [
    'ls',
    'tickets',
    '列表',
    '工单',
    '清单',
    '工单列表',
    { word: 'mine', args: 'mine' },
    { word: '我的', args: 'mine' },
    { word: '我的工单', args: 'mine' },
    { word: 'overdue', args: 'overdue' },
    { word: '超时', args: 'overdue' },
    { word: '逾期', args: 'overdue' },
    { word: '待办', args: 'open' },
    { word: 'thanks', args: 'thanks' },
    { word: '表扬', args: 'thanks' },
    { word: 'blocked', args: 'blocked' },
    { word: '屏蔽名单', args: 'blocked' },
  ],
  group: 'look',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  async run(call, deps): Promise<Outcome | ReturnType<typeof misused>> {
    if (ofDrafts.test(call.args)) return listDrafts(deps)
    if (ofBlocks.test(call.args)) return listBlocks(deps)
    if (ofNotes.test(call.args)) return listNotes(deps)
    const read = readFilter(call.args, { ...deps, person: call.person, now: call.now })
    if ('unknown' in read)
      return misused({ key: 'desk.refuse.filter', values: { word: read.unknown } })
    const { filter, page, names } = read
    const { store, roster } = deps
    const departments = roster.departmentsOf(call.person)
    const sort = filter.open ? ('due' as const) : ('opened' as const)
    const found = await visibleTickets(store, { filter, sort, person: call.person, departments })
    const shown = found.slice((page - 1) * pageLength, page * pageLength)
    const nameOf = (id: string) => roster.nameOf(id)
    const lines = shown.map(({ view }) => listLine(view, { now: call.now, nameOf }))
    const more = found.length > page * pageLength
    const next = [...withoutPage(call.args), `p${page + 1}`].join(' ')
    return {
      kind: 'answer',
      answer: {
        texts: [
          {
            key: found.length === 0 ? 'desk.list.none' : 'desk.list.title',
            values: { filter: { list: names }, n: found.length, shown: shown.length },
          },
          ...lines,
        ],
        ...(more ? { choices: [{ id: `/list ${next}`, label: { key: 'desk.button.more' } }] } : {}),
      },
    }
  },
}

function withoutPage(args: string): string[] {
  return args.split(/\s+/).filter((word) => word !== '' && !/^p\d+$/i.test(word))
}
