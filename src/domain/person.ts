import type { Locale } from './wording.ts'

/** What a member of staff may do; design: agents take and work, handlers answer for a department, … */
export const roles = [
  'agent',
  'handler',
  'approver',
  'supervisor',
  'manager',
  'auditor',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** A member of staff. `team` is the room he sits in; for a handler it is the department. */
export type Person = {
  id: string
  /** Shown inside only. */
  name: string
  /** Shown to customers, never the full name unless the person wishes so. */
  publicName: string
  roles: readonly Role[]
  team: string
  locale: Locale
  /** Where the person can be reached alone, by channel. */
  addresses: readonly { channel: string; peer: string }[]
}

/** Who gives a command, as the ticket's chart sees it: `limit` in 分 is the sum he may approve. */
export type Actor = {
  id: string
  name: string
  /** What a customer may read; where absent the team's name stands for the person. */
  publicName?: string
  roles: readonly Role[]
  team: string
  limit: number
}

export function may(who: Pick<Actor, 'roles'>, ...allowed: readonly Role[]): boolean {
  return who.roles.some((role) => allowed.includes(role))
}
