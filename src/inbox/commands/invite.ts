import type { Person, Role } from '../../domain/person.ts'
import type { Organisation } from '../../domain/policy.ts'
import { namesOf, takeToken, takeWord, type Vocabulary } from '../command-words.ts'
import { type Command, type CommandDeps, type Misused, misused, type Outcome } from './command.ts'
import { departmentWords } from './department.ts'
import { leaders } from './rights.ts'
import { roleWords } from './vocabulary.ts'

type Invited = { id: string; role?: Role; team?: string; name?: string }

/** Whom each may let in: nobody makes somebody who may do more than himself. */
const mayMake: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  supervisor: ['agent', 'handler', 'approver'],
  manager: ['agent', 'handler', 'approver', 'supervisor', 'manager', 'auditor'],
  admin: ['agent', 'handler', 'approver', 'supervisor', 'manager', 'auditor', 'admin'],
}
const idForm = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,31}$/u

/** A code for a new colleague, or for one more place of somebody who is here already (`/invite wang`). */
export const invite: Command = {
  name: 'invite',
  words: ['邀请', '添加同事', '加人'],
  group: 'desk',
  roles: leaders,
  on: 'nothing',
  numbers: 'words',
  async run(call, deps): Promise<Outcome | Misused> {
    const invited = readInvited(call.args, deps)
    if ('kind' in invited) return invited
    if (deps.roster.isDisabled(invited.id)) {
      return misused({ key: 'desk.refuse.disabled', values: { id: invited.id } })
    }
    const known = deps.roster.get(invited.id)
    if (!known && !invited.role) return misused()
    const refused = mayInvite(call.person, invited, known)
    if (refused) return refused
    const { code, until } = await deps.pairing.invite(invited)
    const { id } = invited
    return {
      kind: 'answer',
      answer: { texts: [{ key: 'desk.invite.code', values: { id, code, until: { day: until } } }] },
    }
  },
}

function readInvited(args: string, { organisation }: CommandDeps): Invited | Misused {
  const id = takeToken(args)
  if (!id || !idForm.test(id.value)) return misused()
  if (id.rest === '') return { id: id.value }
  const role = takeWord(id.rest, roleWords)
  if (!role) return misused({ key: 'desk.refuse.role', values: { name: id.rest } })
  const team = takeWord(role.rest, teamWords(organisation))
  if (!team) return misused({ key: 'desk.refuse.team', values: { name: role.rest } })
  const name = team.rest
  return { id: id.value, role: role.value, team: team.value, ...(name === '' ? {} : { name }) }
}

/** Whether somebody may let in, and send away, whoever holds these roles. */
export function mayMakeAll(by: Person, roles: readonly Role[]): boolean {
  const makes = by.roles.flatMap((role) => mayMake[role] ?? [])
  return roles.every((role) => makes.includes(role))
}

/** Oneself may always have another place; colleagues are changed by those who could have made them. */
function mayInvite(by: Person, invited: Invited, known: Person | undefined): Misused | undefined {
  if (known?.id === by.id && !invited.role) return undefined
  const makes = new Set(by.roles.flatMap((role) => mayMake[role] ?? []))
  const touched = [...(invited.role ? [invited.role] : []), ...(known?.roles ?? [])]
  const beyond = touched.find((role) => !makes.has(role))
  if (beyond === undefined) return undefined
  return misused({ key: 'desk.refuse.mayNotInvite', values: { role: { key: `role.${beyond}` } } })
}

/** Teams by id and name; departments stand for their team. */
export function teamWords(organisation: Organisation): Vocabulary<string> {
  const teams = organisation.teams.flatMap(({ id, name }) =>
    [id, ...Object.values(name)].map((said) => ({ name: said, value: id })),
  )
  const teamOf = new Map(organisation.departments.map(({ id, team }) => [id, team]))
  const departments = departmentWords(organisation).map(({ word, value }) => ({
    name: word,
    value: teamOf.get(value) ?? value,
  }))
  return namesOf([...teams, ...departments])
}
