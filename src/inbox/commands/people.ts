import { answer, type Command } from './command.ts'
import { everybody } from './rights.ts'
import { personLine } from './who.ts'

const shown = 50

/** Who works at the desk. */
export const people: Command = {
  name: 'people',
  words: ['staff', 'team', '人员', '同事', '名单', '成员'],
  group: 'desk',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  run(_call, { roster }) {
    const all = [...roster.all()].sort((a, b) => (a.team < b.team ? -1 : a.team > b.team ? 1 : 0))
    const title = { key: 'desk.people.title', values: { n: all.length } }
    return answer(title, ...all.slice(0, shown).map(personLine))
  },
}
