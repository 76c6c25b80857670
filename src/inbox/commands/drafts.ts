import { draftWordings, readDrafts } from '../../reports/drafts.ts'
import { answer, type Command, type CommandDeps, type Outcome } from './command.ts'
import { workers } from './rights.ts'

/** Complaints whose customers have said what happened and not yet confirmed it. */
export const drafts: Command = {
  name: 'drafts',
  words: ['unfinished', '草稿', '未完成', '未提交', '草稿列表', '未完成投诉'],
  group: 'look',
  roles: workers,
  on: 'nothing',
  numbers: 'ticket',
  run: (_call, deps) => listDrafts(deps),
}

/** What `/drafts` and `/list drafts` answer. */
export async function listDrafts({ store }: CommandDeps): Promise<Outcome> {
  const found = await readDrafts(store)
  if (found.length === 0) return answer({ key: 'desk.drafts.none' })
  return { kind: 'answer', answer: draftWordings(found, 'title') }
}
