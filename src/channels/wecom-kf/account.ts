import type { Policy } from '../../domain/policy.ts'
import type { Channel, ChannelParts } from '../port.ts'

/** A company's 微信客服, as work.weixin.qq.com shows it. All but the id and the address are secret. */
export type Account = {
  corpId: string
  /** The Secret of the self-built app that may call 微信客服. */
  secret: string
  /** The Token its callbacks are signed with. */
  token: string
  /** The EncodingAESKey, 43 characters. */
  aesKey: string
  /** Where the platform is called: `https://qyapi.weixin.qq.com`, or a relay before it. */
  api: string
}

/** What the channel needs from the rest of the desk. */
export type WecomKfSettings = ChannelParts & {
  account: Account
  policy: Pick<Policy, 'limits' | 'wecomKf'>
}

export type WecomKfChannel = Channel &
  Required<Pick<Channel, 'routes'>> & {
    /** Resolves when nothing is being fetched from the platform. */
    pulled(): Promise<void>
  }

/** The name of the channel, in addresses and settings. */
export const channelName = 'wecom-kf'

/** The path of the callback's address to enter on the platform. */
export const webhookPath = '/channels/wecom-kf'

/** What an id of the platform looks like. */
export function isId(given: string): boolean {
  return /^[\w-]{1,64}$/.test(given)
}

/** One customer with one customer-service account: with another one, the same person is in another talk. */
export function peerOf(kf: string, customer: string): string {
  return `${kf}.${customer}`
}

/** Back: the fields by which the platform knows the two. */
export function addressOf(peer: string): { open_kfid: string; touser: string } {
  const [open_kfid = '', touser = ''] = peer.split('.')
  return { open_kfid, touser }
}
