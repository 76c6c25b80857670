import type { Channel } from './channels/port.ts'
import type { Clock } from './clock/port.ts'
import type { DeskSoFar } from './desk.ts'
import type { Policy } from './domain/policy.ts'
import type { Locale, Wording } from './domain/wording.ts'
import type { Environment } from './settings/environment.ts'
import type { Store } from './store/port.ts'
import { telegramStaff } from './telegram-staff.ts'

/** What a channel that reaches a platform needs from the desk. */
export type ChannelSettings = Pick<DeskSoFar, 'roster' | 'rooms' | 'card'> & {
  environment: Environment
  store: Store
  clock: Clock
  policy: Policy
  /** A wording as a sentence in the reader's language. */
  say(wording: Wording, locale: Locale): string
  /** The language of what a channel says by itself. */
  locale: Locale
  /** Told of what was refused or failed, without personal data. */
  onProblem(problem: unknown): void
}

/** The channels to platforms that the environment names. The code of one that it does not name is not even loaded. */
export async function openChannels(settings: ChannelSettings): Promise<Channel[]> {
  const { environment } = settings
  const { baseUrl, wechatOfficial, telegram, wecomKf } = environment
  const channels: Channel[] = []
  if (wechatOfficial) {
    const { createWechatChannel } = await import('./channels/wechat-official/wechat-channel.ts')
    channels.push(createWechatChannel({ ...settings, baseUrl, account: wechatOfficial }))
  }
  if (telegram) {
    const { createTelegramChannel } = await import('./channels/telegram/telegram-channel.ts')
    const staff = telegramStaff(settings)
    channels.push(createTelegramChannel({ ...settings, baseUrl, staff, account: telegram }))
  }
  if (wecomKf) {
    const { createWecomKfChannel } = await import('./channels/wecom-kf/wecom-kf-channel.ts')
    channels.push(createWecomKfChannel({ ...settings, account: wecomKf }))
  }
  return channels
}
