import type { Channel, ChannelParts } from './channels/port.ts'
import type { DeskSoFar } from './desk.ts'
import type { Policy } from './domain/policy.ts'
import type { Environment } from './settings/environment.ts'
import { staffMenusOf } from './staff-menus.ts'
import { staffSideOf } from './staff-side-of-desk.ts'
import { wechatyParts } from './wechaty-library.ts'

/** What a channel that reaches a platform needs from the desk. */
export type ChannelSettings = ChannelParts &
  Pick<DeskSoFar, 'roster' | 'rooms' | 'card'> & {
    environment: Environment
    policy: Policy
  }

/** The channels to platforms that the environment names. The code of one that it does not name is not even loaded. */
export async function openChannels(settings: ChannelSettings): Promise<Channel[]> {
  const { environment } = settings
  const { baseUrl, wechatOfficial, telegram, wecomKf, wecomRobots, wecomAibot } = environment
  const { wechaty, data } = environment
  const channels: Channel[] = []
  if (wechatOfficial) {
    const { createWechatChannel } = await import('./channels/wechat-official/wechat-channel.ts')
    channels.push(createWechatChannel({ ...settings, account: wechatOfficial }))
  }
  if (telegram) {
    const { createTelegramChannel } = await import('./channels/telegram/telegram-channel.ts')
    const staff = staffSideOf('telegram', settings)
    const menus = staffMenusOf('telegram', settings)
    channels.push(createTelegramChannel({ ...settings, baseUrl, staff, menus, account: telegram }))
  }
  if (wecomKf) {
    const { createWecomKfChannel } = await import('./channels/wecom-kf/wecom-kf-channel.ts')
    channels.push(createWecomKfChannel({ ...settings, account: wecomKf }))
  }
  if (wecomRobots) {
    const { createWecomRobotChannel } = await import(
      './channels/wecom-robot/wecom-robot-channel.ts'
    )
    const mentioned = (team: string) => idsInWecom(team, settings)
    channels.push(createWecomRobotChannel({ ...settings, baseUrl, mentioned, robots: wecomRobots }))
  }
  if (wecomAibot) {
    const { createWecomAibotChannel } = await import(
      './channels/wecom-aibot/wecom-aibot-channel.ts'
    )
    const staff = staffSideOf('wecom-aibot', settings)
    channels.push(createWecomAibotChannel({ ...settings, staff, account: wecomAibot }))
  }
  if (wechaty) {
    const { createWechatyChannel } = await import('./channels/wechaty/wechaty-channel.ts')
    const staff = staffSideOf('wechaty', settings)
    channels.push(createWechatyChannel({ ...settings, ...wechatyParts(wechaty, data), staff }))
  }
  return channels
}

/** Who of a team is known in WeCom, by the ids its bot has learned. */
function idsInWecom(team: string, { roster }: Pick<DeskSoFar, 'roster'>): readonly string[] {
  return roster
    .inTeam(team)
    .flatMap(({ addresses }) => addresses)
    .filter(({ channel, peer }) => channel === 'wecom-aibot' && /^[\w.@-]{1,64}$/.test(peer))
    .map(({ peer }) => peer)
}
