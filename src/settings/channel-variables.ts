import { telegramDefaults } from './telegram-environment.ts'
import { wechatDefaults, wechatNeeded } from './wechat-environment.ts'
import { wechatyDefaults } from './wechaty-environment.ts'
import { wecomDefaults, wecomNeeded } from './wecom-environment.ts'
import { aibotNeeded, robotPrefix, wecomStaffDefaults } from './wecom-staff-environment.ts'

/**
 * The names an operator sets for a channel, those it cannot do without among them. `prefix`: of a name for each team; `page`:
 * of docs/channels, where it is not called as the channel.
 */
export type ChannelVariables = {
  needed: readonly string[]
  all: readonly string[]
  prefix?: string
  page?: string
}

/** By the channel's name; one line for each that has an account. */
const variables = {
  'wechat-official': { needed: wechatNeeded, all: Object.keys(wechatDefaults) },
  'wecom-kf': { needed: wecomNeeded, all: Object.keys(wecomDefaults) },
  telegram: { needed: ['TELEGRAM_BOT_TOKEN'], all: Object.keys(telegramDefaults) },
  wechaty: { needed: ['WECHATY_PUPPET'], all: Object.keys(wechatyDefaults) },
  'wecom-robot': { needed: [], all: [], prefix: robotPrefix, page: 'wecom-staff' },
  'wecom-aibot': {
    needed: aibotNeeded,
    all: Object.keys(wecomStaffDefaults),
    page: 'wecom-staff',
  },
} satisfies Record<string, ChannelVariables>

export type ChannelName = keyof typeof variables
export const channelVariables: Readonly<Record<ChannelName, ChannelVariables>> = variables

/** Whether a name is one of the channel's. */
export function isOf({ all, prefix }: ChannelVariables, name: string): boolean {
  return all.includes(name) || (prefix !== undefined && name.startsWith(prefix))
}
