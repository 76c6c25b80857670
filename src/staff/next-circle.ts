import type { Address, TeamAddress } from '../domain/actor.ts'
import type { Organisation } from '../domain/policy.ts'

/** Who is told when those could not be; nobody above the last circle. */
export function nextCircle(
  to: Address,
  { circles }: Pick<Organisation, 'circles'>,
): TeamAddress | undefined {
  const at = to.startsWith('team:') ? circles.indexOf(to.slice('team:'.length)) : -1
  const next = circles[at + 1]
  return next === undefined ? undefined : `team:${next}`
}
