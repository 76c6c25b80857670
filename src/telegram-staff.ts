import { channelName, type StaffSide } from './channels/telegram/account.ts'
import type { DeskSoFar } from './desk.ts'

type Desk = Pick<DeskSoFar, 'roster' | 'rooms' | 'card'>

/** What the Telegram channel has to know of the people who work here. */
export function telegramStaff({ roster, rooms, card }: Desk): StaffSide {
  const at = (peer: string) => ({ channel: channelName, peer })
  return {
    has: (peer) => roster.find(channelName, peer) !== undefined,
    moved: (from, to) => rooms.move(at(from), at(to)),
    async card(ticket, room) {
      const team = rooms.teamOf(at(room))
      return team === undefined ? undefined : card(ticket, team)
    },
  }
}
