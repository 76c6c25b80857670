import { listLine } from '../../reports/list-wording.ts'
import { visibleTickets } from '../../reports/visible.ts'
import { takeReference } from '../command-reference.ts'
import { type Command, misused, type Outcome } from './command.ts'
import { everybody } from './rights.ts'

const shown = 10
const phoneSigns = /^\+?[\d\s()-]{6,}$/

/** Tickets by phone, name, order, product or number. */
export const find: Command = {
  name: 'find',
  words: ['search', '查询', '查找', '搜索', '查', '找'],
  group: 'look',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  async run(call, { store, roster }): Promise<Outcome | ReturnType<typeof misused>> {
    if (call.args === '') return misused()
    const text = wanted(call.args)
    const departments = roster.departmentsOf(call.person)
    const found = await visibleTickets(store, {
      filter: { text },
      sort: 'opened',
      person: call.person,
      departments,
    })
    const nameOf = (id: string) => roster.nameOf(id)
    const lines = found.slice(0, shown).map(({ view }) => listLine(view, { now: call.now, nameOf }))
    const key = found.length === 0 ? 'desk.find.none' : 'desk.find.title'
    const choices = found.slice(0, 3).map(({ view }) => ({
      id: `/card ${view.number}`,
      label: { key: 'desk.button.cardOf', values: { number: view.number } },
    }))
    return {
      kind: 'answer',
      answer: {
        texts: [{ key, values: { text: call.args, n: found.length } }, ...lines],
        ...(choices.length > 0 ? { choices } : {}),
      },
    }
  },
}

/** A phone number as it is stored, however it was typed. */
function wanted(text: string): string {
  const { reference, rest } = takeReference(text, 'words')
  if (reference && 'number' in reference && rest === '') return reference.number
  const plain = text.normalize('NFKC').trim()
  return phoneSigns.test(plain)
    ? plain.replace(/[\s()-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
    : plain
}
