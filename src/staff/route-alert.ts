import type { StaffAddress, TeamAddress } from '../domain/actor.ts'
import { may } from '../domain/person.ts'
import type { Organisation } from '../domain/policy.ts'
import type { Roster } from './roster.ts'

/**
 * Where an alert goes that some people must not read: as it was addressed where none of them sits there, else to the next
 * circle without them, else to somebody alone who leads the desk. Where nobody else works here it has to stay where it was.
 */
export function routeAlert(
  addressed: TeamAddress | StaffAddress,
  keepFrom: readonly string[],
  { roster, organisation }: { roster: Roster; organisation: Organisation },
): TeamAddress | StaffAddress {
  const to = isGone(addressed, roster) ? leadersOf(organisation) : addressed
  if (keepFrom.length === 0) return to
  const reads = (team: string) => roster.inTeam(team).some(({ id }) => keepFrom.includes(id))
  const [kind, id] = [to.slice(0, to.indexOf(':')), to.slice(to.indexOf(':') + 1)]
  if (kind === 'staff' ? !keepFrom.includes(id) : !reads(id)) return to
  const circle = organisation.circles.find((team) => !reads(team) && roster.inTeam(team).length > 0)
  if (circle !== undefined) return `team:${circle}`
  const leader = roster
    .all()
    .find((one) => may(one, 'supervisor', 'manager', 'admin') && !keepFrom.includes(one.id))
  if (leader) return `staff:${leader.id}`
  const empty = organisation.circles.find((team) => !reads(team))
  return empty === undefined ? to : `team:${empty}`
}

/** Who does not work here any more is told nothing; the first circle is. */
function isGone(to: TeamAddress | StaffAddress, roster: Roster): boolean {
  return to.startsWith('staff:') && roster.isDisabled(to.slice('staff:'.length))
}

function leadersOf({ circles, teams }: Organisation): TeamAddress {
  return `team:${circles[0] ?? teams[0]!.id}`
}
