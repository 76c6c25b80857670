import type { Role } from './person.ts'
import type { Policy } from './policy.ts'

/** Whether a person may sign; `self` where it is the author who signs. `limit` is the person's, in 分. */
export type MayApprove =
  | { ok: true; self: boolean; limit: number }
  | { ok: false; why: 'role' | 'own' | 'limit'; limit: number }

/** The highest sum (分) the roles may approve, without limit as Number.MAX_SAFE_INTEGER; undefined: none at all. */
export function approvalLimit(
  approval: Policy['approval'],
  roles: readonly Role[],
): number | undefined {
  const limits = approval.limits
    .filter(({ role }) => roles.some((mine) => mine === role))
    .map(({ upTo }) => upTo ?? Number.MAX_SAFE_INTEGER)
  return limits.length === 0 ? undefined : Math.max(...limits)
}

/**
 * May `who` approve what `author` proposed? `total` (分) is the sum of all the customer would get on this case. An author
 * may sign his own up to `approval.selfUpTo`, and only within the limit of his roles.
 */
export function mayApprove(ask: {
  approval: Policy['approval']
  who: { id: string; roles: readonly Role[] }
  author: string
  total: number
}): MayApprove {
  const limit = approvalLimit(ask.approval, ask.who.roles)
  if (limit === undefined) return { ok: false, why: 'role', limit: 0 }
  const self = ask.who.id === ask.author
  const ownAllowed = ask.approval.selfUpTo.value
  if (self && (ownAllowed <= 0 || ask.total > ownAllowed)) return { ok: false, why: 'own', limit }
  return ask.total <= limit ? { ok: true, self, limit } : { ok: false, why: 'limit', limit }
}
