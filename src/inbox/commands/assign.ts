import type { Person } from '../../domain/person.ts'
import { namesOf, takeWord } from '../command-words.ts'
import { askAgainstWishes } from './against-wishes.ts'
import {
  type Call,
  type Command,
  type CommandDeps,
  commandText,
  misused,
  order,
} from './command.ts'
import { desk } from './rights.ts'

const offered = 6

/** Gives the ticket to a colleague, by id or name. */
export const assign: Command = {
  name: 'assign',
  words: ['give', '指派', '分配', '派给', '派单', '转给', '交给'],
  group: 'work',
  roles: desk,
  on: 'ticket',
  numbers: 'ticket',
  async run(call, deps) {
    const { roster } = deps
    const name = call.args.replace(/^@/, '')
    const found = takeWord(name, namesOf(roster.all().flatMap(namesFor)))
    if (found) {
      const to = found.value
      const asked = await askAgainstWishes(call, deps, { way: 'assign' })
      return asked ?? order(call, { type: 'staff.assigned', to: roster.actorOf(to) })
    }
    const key = name === '' ? 'desk.which.person' : 'desk.refuse.person'
    return misused({ key, values: { name } }, colleagues(call, roster))
  },
}

function namesFor(person: Person): { name: string; value: Person }[] {
  return [person.id, person.name].map((name) => ({ name, value: person }))
}

function colleagues(call: Call, roster: CommandDeps['roster']) {
  return roster
    .inTeam(call.person.team)
    .slice(0, offered)
    .map(({ id, name }) => ({ id: commandText(call, id), label: name }))
}
