import type { Address, TeamAddress } from '../domain/actor.ts'
import type { Organisation } from '../domain/policy.ts'

/** Who is told when those could not be; nobody above the last circle. */
export function nextCircle(
  to: Address,
  { circles }: Pick<Organisation, 'circles'>,
): TeamAddress | undefined {
  const next = circles[placeOf(to, circles) + 1]
  return next === undefined ? undefined : `team:${next}`
}

/** Whether `reader` is a circle further up than `to`, or somebody alone. */
export function isAbove(
  reader: Address,
  to: Address,
  { circles }: Pick<Organisation, 'circles'>,
): boolean {
  return reader.startsWith('staff:') || placeOf(reader, circles) > placeOf(to, circles)
}

/** Teams that are no circle stand below the first. */
function placeOf(to: Address, circles: readonly string[]): number {
  return to.startsWith('team:') ? circles.indexOf(to.slice('team:'.length)) : -1
}
