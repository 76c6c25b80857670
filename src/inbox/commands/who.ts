import type { Person } from '../../domain/person.ts'
import type { Wording } from '../../domain/wording.ts'
import { answer, type Command, type Outcome } from './command.ts'
import { everybody } from './rights.ts'

/** Who the desk takes the speaker for, and which ticket his next words would be about. */
export const who: Command = {
  name: 'who',
  words: ['whoami', 'me', '我是谁', '我的身份', '身份'],
  group: 'desk',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  async run({ person, by }, { desks, readTicket }): Promise<Outcome> {
    const current = await desks.current(person.id)
    const ticket = current && (await readTicket(current))
    const lines: Wording[] = [personLine(person)]
    if (by.limit > 0) lines.push(limitLine(by.limit))
    if (ticket) lines.push({ key: 'desk.who.current', values: { number: ticket.view.number } })
    return answer(...lines)
  },
}

/** One person in one line: name, id, roles, team. */
export function personLine({ id, name, roles, team }: Person): Wording {
  const list = roles.map((role): Wording => ({ key: `role.${role}` }))
  return {
    key: 'desk.who.line',
    values: { id, name, roles: { list }, team: { key: `team.${team}` } },
  }
}

function limitLine(limit: number): Wording {
  return limit === Number.MAX_SAFE_INTEGER
    ? { key: 'desk.who.unlimited' }
    : { key: 'desk.who.limit', values: { limit: { money: limit } } }
}
