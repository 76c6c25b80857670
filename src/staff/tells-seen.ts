import type { StaffAddress, TeamAddress } from '../domain/actor.ts'
import type { Roster } from './roster.ts'

type Place = { name: string; capabilities: { tellsSeen?: true }; sendToRoom?: unknown }

/** Whether every place that an address stands for, on the running channels, tells when somebody has seen an alert. */
export function tellsSeen(
  to: TeamAddress | StaffAddress,
  { channels, roster }: { channels: readonly Place[]; roster: Pick<Roster, 'get'> },
): boolean {
  const at = to.startsWith('team:')
    ? channels.filter(({ sendToRoom }) => sendToRoom)
    : addressesOf(to.slice('staff:'.length), roster).flatMap((name) =>
        channels.filter((channel) => channel.name === name),
      )
  return at.length > 0 && at.every(({ capabilities }) => capabilities.tellsSeen)
}

function addressesOf(id: string, roster: Pick<Roster, 'get'>): readonly string[] {
  return roster.get(id)?.addresses.map(({ channel }) => channel) ?? []
}
