import type { TicketId } from '../../domain/actor.ts'
import { may, type Person } from '../../domain/person.ts'
import { visibleTickets } from '../../reports/visible.ts'
import { endSessions } from '../../staff/end-sessions.ts'
import { namesOf, takeWord } from '../command-words.ts'
import { answer, type Call, type Command, type CommandDeps, misused } from './command.ts'
import { askFirst } from './confirm.ts'
import { mayMakeAll } from './invite.ts'

const managers = ['manager', 'admin'] as const

/** Somebody works here no more: he is signed out, hears nothing, and his open cases go back. */
export const disable: Command = {
  name: 'disable',
  words: ['停用', '停用账号', '停用帳號', '离职', '離職'],
  group: 'desk',
  roles: managers,
  on: 'nothing',
  numbers: 'words',
  async run(call, deps) {
    const { roster, store } = deps
    const people = [...roster.all(), ...roster.disabled()]
    const found = takeWord(call.args.replace(/^@/, ''), namesOf(people.flatMap(namesFor)))
    if (!found) return misused({ key: 'desk.refuse.person', values: { name: call.args } })
    const person = found.value
    const { id, name } = person
    if (!mayMakeAll(call.person, person.roles)) {
      return answer({ key: 'desk.refuse.mayNotDisable', values: { name } })
    }
    if (isLast(person, deps)) return answer({ key: 'desk.refuse.lastManager', values: { name } })
    const theirs = await casesOf(person, call, deps)
    const values = { name, n: theirs.length }
    if (!call.confirmed && !roster.isDisabled(id)) {
      return askFirst(call, deps, { key: 'desk.confirm.disable', values })
    }
    await roster.disable(id)
    await endSessions(store, id)
    return {
      kind: 'events',
      events: theirs.map((ticket) => ({
        ticket,
        event: { type: 'colleague.left', who: id, name, staff: call.person.id },
      })),
      answer: { texts: [{ key: 'desk.done.disabled', values }] },
    }
  },
}

/** He works here again; what he had stays where it went. */
export const enable: Command = {
  name: 'enable',
  words: ['启用', '启用账号', '啟用', '啟用帳號', '复职', '復職'],
  group: 'desk',
  roles: managers,
  on: 'nothing',
  numbers: 'words',
  async run(call, { roster }) {
    const gone = namesOf(roster.disabled().flatMap(namesFor))
    const found = takeWord(call.args.replace(/^@/, ''), gone)
    if (!found) return misused({ key: 'desk.refuse.notDisabled', values: { name: call.args } })
    const { id, name, roles } = found.value
    if (!mayMakeAll(call.person, roles)) {
      return answer({ key: 'desk.refuse.mayNotDisable', values: { name } })
    }
    await roster.enable(id)
    return answer({ key: 'desk.done.enabled', values: { name } })
  },
}

/** Somebody has to be able to do what only managers may. */
function isLast({ id, roles }: Person, { roster }: CommandDeps): boolean {
  const leads = managers.filter((role) => roles.includes(role))
  const others = roster.all().filter((one) => one.id !== id)
  return leads.some((role) => !others.some((one) => may(one, role, 'admin')))
}

async function casesOf(
  { id }: Person,
  { person }: Call,
  { store, roster, readTicket }: CommandDeps,
): Promise<readonly TicketId[]> {
  const departments = roster.departmentsOf(person)
  const of = { sort: 'due', person, departments } as const
  const owned = await visibleTickets(store, { ...of, filter: { open: true, owner: id } })
  const theirs = new Set(owned.map(({ actor }) => actor as TicketId))
  for (const { actor } of await visibleTickets(store, { ...of, filter: { open: true } })) {
    const ticket = actor as TicketId
    if ((await readTicket(ticket))?.detail.handler === id) theirs.add(ticket)
  }
  return [...theirs]
}

function namesFor(person: Person): { name: string; value: Person }[] {
  return [person.id, person.name].map((name) => ({ name, value: person }))
}
