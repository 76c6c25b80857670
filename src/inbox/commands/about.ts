import type { Person } from '../../domain/person.ts'
import { afterGap, namesOf, takeWord, vocabulary } from '../command-words.ts'
import { type Command, misused, order } from './command.ts'
import { leaders } from './rights.ts'

const lifting = vocabulary<'lift'>({ lift: 'not without no minus 不涉及 解除 取消 非' })

/** Says whom a complaint is about: from then on the case is kept from him. With "not" it is given back. */
export const about: Command = {
  name: 'about',
  words: ['concerns', '涉及', '涉及人', '被投诉人', '回避'],
  group: 'work',
  roles: leaders,
  on: 'ticket',
  numbers: 'ticket',
  run(call, { roster }) {
    const known = namesOf(roster.all().flatMap(namesFor))
    const add: Person[] = []
    const lift: string[] = []
    let rest = call.args
    let lifts = false
    while (rest !== '') {
      const not =
        takeWord(rest, lifting) ?? (/^-\S/.test(rest) ? { rest: rest.slice(1) } : undefined)
      lifts = lifts || not !== undefined
      rest = (not?.rest ?? rest).replace(/^@/, '')
      const found = takeWord(rest, known)
      if (!found) return misused({ key: 'desk.refuse.person', values: { name: rest } })
      if (lifts) lift.push(found.value.id)
      else add.push(found.value)
      rest = afterGap(found.rest).trim()
    }
    if (add.length === 0 && lift.length === 0) return misused()
    const actors = add.map((person) => roster.actorOf(person))
    return order(call, { type: 'staff.concerned', add: actors, lift })
  },
}

function namesFor(person: Person): { name: string; value: Person }[] {
  return [person.id, person.name].map((name) => ({ name, value: person }))
}
