import type { Policy } from '../../domain/policy.ts'
import type { Channel, ChannelParts } from '../port.ts'
import type { StaffSide } from '../staff-side.ts'

/** One bot, as BotFather gave it. Token and secret stand in the environment only. */
export type Account = {
  token: string
  /** Where the platform is called: `https://api.telegram.org`, or a relay before it. */
  api: string
  /** The word the platform proves itself with. Where there is one it calls us; else we ask it. */
  secret?: string | undefined
  /** Each ticket gets a topic of its own in groups that have topics. */
  topics?: boolean | undefined
}

/** What a chat offers where somebody begins to type a command (core.telegram.org/bots/api#botcommand). */
export type Offered = { command: string; description: string }

/** What the private chats and groups of those who work here offer, and when that may have changed. */
export type MenusOfStaff = {
  now(): readonly { chat: string; commands: readonly Offered[] }[]
  onChange(changed: () => void): void
}

/** What the channel needs from the rest of the desk. */
export type TelegramSettings = ChannelParts & {
  account: Account
  policy: Pick<Policy, 'limits' | 'telegram'>
  /** Where the pages are; the platform calls us there. */
  baseUrl?: string | undefined
  staff: StaffSide
  menus: MenusOfStaff
}

export type TelegramChannel = Channel & Required<Pick<Channel, 'routes'>>

/** The name of the channel, in addresses and settings. */
export const channelName = 'telegram'

/** The path the platform calls. */
export const webhookPath = '/channels/telegram'
