import type { TicketId } from '../../domain/actor.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Channel, ChannelParts } from '../port.ts'

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

/** `ended`: the case is over. */
export type LiveCard = { number: string; ended: boolean; message: OutboundMessage }

/** What the channel has to know of the people who work here. */
export type StaffSide = {
  /** Whether somebody who works here writes from this private chat. */
  has(peer: string): boolean
  /** A group has another address from now on. */
  moved(from: string, to: string): Promise<void>
  /** A case as it stands now, for that group; undefined where nothing of it may be read there. */
  card(ticket: TicketId, room: string): Promise<LiveCard | undefined>
}

/** What the channel needs from the rest of the desk. */
export type TelegramSettings = ChannelParts & {
  account: Account
  policy: Pick<Policy, 'limits' | 'telegram'>
  /** Where the pages are; the platform calls us there. */
  baseUrl?: string | undefined
  staff: StaffSide
}

export type TelegramChannel = Channel & Required<Pick<Channel, 'routes'>>

/** The name of the channel, in addresses and settings. */
export const channelName = 'telegram'

/** The path the platform calls. */
export const webhookPath = '/channels/telegram'
