import type { StaffAddress, TeamAddress } from '../domain/actor.ts'
import type { Rooms } from './rooms.ts'
import type { Roster } from './roster.ts'

type Place = { name: string; capabilities: { tellsSeen?: true }; sendToRoom?: unknown }
type Places = {
  channels: readonly Place[]
  roster: Pick<Roster, 'get'>
  rooms: Pick<Rooms, 'on'>
}

/** Whether every place that an address stands for, on the running channels, tells when somebody has seen an alert. */
export function tellsSeen(
  to: TeamAddress | StaffAddress,
  { channels, roster, rooms }: Places,
): boolean {
  const team = to.slice('team:'.length)
  const at = to.startsWith('team:')
    ? channels.filter(({ name, sendToRoom }) => sendToRoom && rooms.on(name, team).length > 0)
    : addressesOf(to.slice('staff:'.length), roster).flatMap((name) =>
        channels.filter((channel) => channel.name === name),
      )
  return at.length > 0 && at.every(({ capabilities }) => capabilities.tellsSeen)
}

function addressesOf(id: string, roster: Pick<Roster, 'get'>): readonly string[] {
  return roster.get(id)?.addresses.map(({ channel }) => channel) ?? []
}
