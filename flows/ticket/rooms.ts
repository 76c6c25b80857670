import type { TeamAddress } from '../../src/domain/actor.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import type { TicketContext, TicketRules } from './context.ts'
import type { StaffRoom } from './turn.ts'

/** The room that receives complaints. */
export function firstTeam(rules: TicketRules): TeamAddress {
  return `team:${rules.organisation.teams[0]?.id ?? 'service'}`
}

/** The n-th circle from 0, the last one where there are fewer, the first team where there is none. */
export function circleRoom(rules: TicketRules, n: number): TeamAddress {
  const { circles } = rules.organisation
  const id = circles[Math.min(n, circles.length - 1)]
  return id === undefined ? firstTeam(rules) : `team:${id}`
}

/** The room of whoever leads the desk: the widest circle. */
export function leadersRoom(rules: TicketRules): TeamAddress {
  return circleRoom(rules, rules.organisation.circles.length - 1)
}

export function departmentRoom(rules: TicketRules, department: string | null): TeamAddress {
  const found = rules.organisation.departments.find(({ id }) => id === department)
  return found ? `team:${found.team}` : firstTeam(rules)
}

/** True where somebody who sits in `team` belongs to the department; handlers may name either. */
export function belongsTo(rules: TicketRules, team: string, department: string | null): boolean {
  if (department === null) return false
  if (team === department) return true
  return departmentRoom(rules, department) === `team:${team}` && known(rules, department)
}

export function known(rules: TicketRules, department: string): boolean {
  return rules.organisation.departments.some(({ id }) => id === department)
}

/** The department whose room is `team`. */
export function departmentOfTeam(rules: TicketRules, team: string): string | null {
  const { departments } = rules.organisation
  return (
    (departments.find(({ id }) => id === team) ?? departments.find((d) => d.team === team))?.id ??
    null
  )
}

/** The owner alone, else the team that receives complaints. */
export function ownerRoom(context: TicketContext, rules: TicketRules): StaffRoom {
  return context.owner ? `staff:${context.owner.id}` : firstTeam(rules)
}

/** Whose turn it is in a state: the first to be reminded. */
export function responsibleRoom(
  context: TicketContext,
  rules: TicketRules,
  state: TicketState,
): StaffRoom {
  switch (state) {
    case 'received':
      return firstTeam(rules)
    case 'at department':
    case 'proposing':
    case 'implementing':
      return workersRoom(context, rules)
    case 'awaiting approval':
      return circleRoom(rules, 0)
    case 'final answer':
      return leadersRoom(rules)
    default:
      return ownerRoom(context, rules)
  }
}

/** The person who works on it in the department, else the department's room, else the owner. */
export function workersRoom(context: TicketContext, rules: TicketRules): StaffRoom {
  if (context.handler) return `staff:${context.handler.id}`
  return context.department === null
    ? ownerRoom(context, rules)
    : departmentRoom(rules, context.department)
}

/** Who has the case, in words a customer may read. */
export function publicNameOf(context: TicketContext, rules: TicketRules): string {
  return context.owner?.publicName ?? teamName(context, rules)
}

export function teamName(context: TicketContext, rules: TicketRules): string {
  const [team] = rules.organisation.teams
  return (team ?? rules.organisation).name[context.complaint.locale]
}
