import type { StaffSide } from './channels/staff-side.ts'
import type { DeskSoFar } from './desk.ts'

type Desk = Pick<DeskSoFar, 'roster' | 'rooms' | 'card'>

/** What a channel has to know of the people who work here. */
export function staffSideOf(channel: string, { roster, rooms, card }: Desk): StaffSide {
  const at = (peer: string) => ({ channel, peer })
  return {
    has: (peer) => roster.find(channel, peer) !== undefined,
    moved: (from, to) => rooms.move(at(from), at(to)),
    async card(ticket, place) {
      const team = rooms.teamOf(at(place)) ?? roster.find(channel, place)?.team
      return team === undefined ? undefined : card(ticket, team)
    },
  }
}
