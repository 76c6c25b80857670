import { telegramDefaults } from './telegram-environment.ts'
import { wechatDefaults, wechatNeeded } from './wechat-environment.ts'
import { wecomDefaults, wecomNeeded } from './wecom-environment.ts'

/** The names an operator sets for a channel, those it cannot do without among them. */
export type ChannelVariables = { needed: readonly string[]; all: readonly string[] }

/** By the channel's name; one line for each that has an account. */
export const channelVariables = {
  'wechat-official': { needed: wechatNeeded, all: Object.keys(wechatDefaults) },
  'wecom-kf': { needed: wecomNeeded, all: Object.keys(wecomDefaults) },
  telegram: { needed: ['TELEGRAM_BOT_TOKEN'], all: Object.keys(telegramDefaults) },
} satisfies Record<string, ChannelVariables>
