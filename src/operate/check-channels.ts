import type { Checked, Finding, Surroundings } from '../channels/check.ts'
import { checkTelegram } from '../channels/telegram/check.ts'
import { checkWechatOfficial } from '../channels/wechat-official/check.ts'
import { checkWecomKf } from '../channels/wecom-kf/check.ts'
import { type ChannelVariables, channelVariables } from '../settings/channel-variables.ts'
import type { Environment, ReadEnvironment } from '../settings/environment.ts'

type ChannelName = keyof typeof channelVariables

/** How each channel's account is looked at; undefined where it has none. A new channel adds its line here. */
const checks: Readonly<
  Record<ChannelName, (e: Environment, around: Surroundings) => Promise<Checked> | undefined>
> = {
  'wechat-official': ({ wechatOfficial: account }, around) =>
    account && checkWechatOfficial(account, around),
  'wecom-kf': ({ wecomKf: account }, around) => account && checkWecomKf(account, around),
  telegram: ({ telegram: account }, around) => account && checkTelegram(account, around),
}

/** A channel as its operator sees it. `lacking`: names that have no value and need one; `set`: those that have one. */
export type ChannelReport = {
  name: ChannelName
  state: 'absent' | 'incomplete' | 'looked at'
  set: readonly string[]
  lacking: readonly string[]
  findings: Checked['findings']
  enter?: Checked['enter']
}

const names = Object.keys(channelVariables) as ChannelName[]

/** Every channel there is: what is set up for it and what is lacking, and whether it works. Changes nothing anywhere. */
export function checkChannels(
  read: ReadEnvironment,
  around: Surroundings,
): Promise<ChannelReport[]> {
  return Promise.all(names.map((name) => checkChannel(name, read, around)))
}

/** Those that are set up, of settings without mistakes. */
export async function checkAccounts(
  environment: Environment,
  around: Surroundings,
): Promise<{ name: string; findings: readonly Finding[] }[]> {
  const looked = await Promise.all(
    names.map(async (name) => {
      const checked = await checks[name](environment, around)
      return checked ? [{ name, findings: checked.findings }] : []
    }),
  )
  return looked.flat()
}

async function checkChannel(
  name: ChannelName,
  { environment, problems, set }: ReadEnvironment,
  around: Surroundings,
): Promise<ChannelReport> {
  const { all, needed }: ChannelVariables = channelVariables[name]
  const isSet = all.filter((variable) => set.has(variable))
  const lacking = needed.filter((variable) => !set.has(variable))
  const report = { name, set: isSet, lacking, findings: [] }
  const isWrong = problems.some(({ path }) => all.some((variable) => variable === path))
  if (lacking.length === needed.length && !isWrong) return { ...report, state: 'absent' }
  if (lacking.length > 0 || isWrong) return { ...report, state: 'incomplete' }
  const checked = await checks[name](environment, around)
  return { ...report, state: 'looked at', ...checked }
}
