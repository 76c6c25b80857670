import type { Policy } from '../../domain/policy.ts'
import type { Channel, ChannelParts } from '../port.ts'
import type { StaffSide } from '../staff-side.ts'

/** A WeChat account of a person, and what reaches it. */
export type Account = {
  /** The package that is wechaty. */
  library: string
  /** The package of the puppet. */
  puppet: string
  /** What the puppet is made with: of a gateway address and token, which is secret. */
  options: object
  /** The file the login is kept in, without its ending; absent: each start asks for a scan. */
  memory?: string | undefined
}

/** What the channel needs from the rest of the desk. */
export type WechatySettings = ChannelParts & {
  account: Account
  /** From 0 to 1. */
  random(): number
  policy: Pick<Policy, 'limits' | 'wechaty'>
  staff: Pick<StaffSide, 'has'>
  /** Brings a package into the process. */
  load(name: string): Promise<unknown>
}

export type WechatyChannel = Channel & Required<Pick<Channel, 'loginCode'>>

/** The name of the channel, in addresses and settings. */
export const channelName = 'wechaty'
