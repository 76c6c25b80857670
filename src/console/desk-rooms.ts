import type { RoomId } from '../domain/actor.ts'
import { may, type Person } from '../domain/person.ts'
import type { Organisation } from '../domain/policy.ts'
import type { Words } from './words.ts'

/** A room as the desk page lists it. `path` is its place in addresses: `team/service`, `staff/wang`. */
export type DeskRoom = { id: RoomId; path: string; name: string; team?: string }

/**
 * The rooms a person may read and write in, the own team's first, the talk with the desk alone last. Who answers for
 * all teams sees all rooms.
 */
export function roomsOf(
  person: Person,
  organisation: Organisation,
  { t, locale }: Words,
): readonly DeskRoom[] {
  const seesAll = may(person, 'supervisor', 'manager', 'auditor', 'admin')
  const own = organisation.teams.filter(({ id }) => id === person.team)
  const others = organisation.teams.filter(({ id }) => seesAll && id !== person.team)
  const teams = [...own, ...others].map(({ id, name }) => ({
    id: `room:team/${id}` as RoomId,
    path: `team/${id}`,
    name: name[locale],
    team: id,
  }))
  const direct = `staff/${person.id}`
  return [...teams, { id: `room:${direct}`, path: direct, name: t('desk.direct') }]
}
