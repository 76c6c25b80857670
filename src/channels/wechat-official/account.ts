import type { Clock } from '../../clock/port.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Locale, Wording } from '../../domain/wording.ts'
import type { Store } from '../../store/port.ts'
import type { Channel } from '../port.ts'

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
}

/** What the channel needs from the rest of the desk. */
export type WechatSettings = {
  account: Account
  store: Store
  clock: Clock
  /** A wording as a sentence in the reader's language. */
  say(wording: Wording, locale: Locale): string
  /** The language of what the account itself says. */
  locale: Locale
  policy: Pick<Policy, 'limits' | 'wechatOfficial'>
  /** Where the pages are, for links in messages; absent where others cannot open them. */
  baseUrl?: string | undefined
  /** Told of what was refused or failed, without personal data. */
  onProblem?(problem: unknown): void
}

export type WechatChannel = Channel & Required<Pick<Channel, 'routes'>>

/** The name of the channel, in addresses and settings. */
export const channelName = 'wechat-official'

/** The path of the server's address to enter on the platform. */
export const webhookPath = '/channels/wechat-official'
