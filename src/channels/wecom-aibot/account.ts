import type { Policy } from '../../domain/policy.ts'
import type { Channel, ChannelParts } from '../port.ts'
import type { StaffSide } from '../staff-side.ts'

/** One 智能机器人, as its page in WeCom shows it. The secret stands in the environment only. */
export type Account = {
  botId: string
  secret: string
  /** Where the long connection goes: `wss://openws.work.weixin.qq.com`, or the company's own. */
  url: string
}

/** What the channel needs from the rest of the desk. */
export type WecomAibotSettings = ChannelParts & {
  account: Account
  policy: Pick<Policy, 'limits' | 'wecomAibot'>
  staff: StaffSide
}

export type WecomAibotChannel = Channel & {
  /** Resolves when nothing that came is in hand here. */
  settled(): Promise<void>
}

/** The name of the channel, in addresses and settings. */
export const channelName = 'wecom-aibot'
