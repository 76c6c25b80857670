import { readDrafts } from '../../reports/drafts.ts'
import { answer, type Command, misused } from './command.ts'
import { workers } from './rights.ts'

/** Makes a ticket of an unfinished complaint; the customer has not confirmed it. */
export const openDraft: Command = {
  name: 'open',
  words: ['建单', '开单', '立案', '转工单'],
  group: 'work',
  roles: workers,
  on: 'nothing',
  numbers: 'ticket',
  async run({ args, person }, { store }) {
    const mark = args.trim().replace(/^[“"「]|[”"」]$/gu, '')
    if (mark === '') return misused()
    const found = (await readDrafts(store)).find((draft) => draft.mark === mark)
    if (!found) return answer({ key: 'desk.drafts.unknown', values: { mark } })
    return {
      kind: 'conversation',
      conversation: found.conversation,
      event: { type: 'staff.opened', by: person.id },
      answer: { texts: [{ key: 'desk.done.opened', values: { mark } }] },
    }
  },
}
