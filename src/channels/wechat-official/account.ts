import type { Policy } from '../../domain/policy.ts'
import type { Channel, ChannelParts } from '../port.ts'

/** One official account, as its page on mp.weixin.qq.com shows it. All but the id and the address are secret. */
export type Account = {
  appId: string
  appSecret: string
  /** The Token its messages are signed with. */
  token: string
  /** The EncodingAESKey, 43 characters. */
  aesKey: string
  /** Where the platform is called: `https://api.weixin.qq.com`, or a relay before it. */
  api: string
  /** The template that asks a customer to write again, where the account has one, and which of its fields is filled. */
  template?: { id: string; field: string } | undefined
  /**
   * The template of a message that a customer has consented to, where the account has one; `home`: where the pages are, a
   * 业务域名 of the account.
   */
  subscribe?: { id: string; scene: string; home: string } | undefined
}

/** What the channel needs from the rest of the desk. */
export type WechatSettings = ChannelParts & {
  account: Account
  policy: Pick<Policy, 'limits' | 'wechatOfficial'>
}

export type WechatChannel = Channel & Required<Pick<Channel, 'routes'>>

/** The name of the channel, in addresses and settings. */
export const channelName = 'wechat-official'

/** The path of the server's address to enter on the platform. */
export const webhookPath = '/channels/wechat-official'
