import { channelName, type StaffSide } from './channels/telegram/account.ts'
import type { DeskSoFar } from './desk.ts'

/** What the Telegram channel has to know of the people who work here. */
export function telegramStaff({ roster, rooms }: Pick<DeskSoFar, 'roster' | 'rooms'>): StaffSide {
  const at = (peer: string) => ({ channel: channelName, peer })
  return {
    has: (peer) => roster.find(channelName, peer) !== undefined,
    moved: (from, to) => rooms.move(at(from), at(to)),
  }
}
