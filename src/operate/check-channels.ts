import type { Checked, Finding, Surroundings } from '../channels/check.ts'
import { checkTelegram } from '../channels/telegram/check.ts'
import { checkWechatOfficial } from '../channels/wechat-official/check.ts'
import { checkWechaty } from '../channels/wechaty/check.ts'
import { checkAibot } from '../channels/wecom-aibot/check.ts'
import { checkWecomKf } from '../channels/wecom-kf/check.ts'
import { checkWecomRobots } from '../channels/wecom-robot/check.ts'
import { type ChannelName, channelVariables, isOf } from '../settings/channel-variables.ts'
import type { Environment, ReadEnvironment } from '../settings/environment.ts'
import { missingPackage } from '../wechaty-library.ts'
import type { RunningDesk } from './control-server.ts'

/** How each channel's account is looked at; undefined where it has none. A new channel adds its line here. */
const checks: Readonly<
  Record<ChannelName, (e: Environment, around: Surroundings) => Promise<Checked> | undefined>
> = {
  'wechat-official': ({ wechatOfficial: account }, around) =>
    account && checkWechatOfficial(account, around),
  'wecom-kf': ({ wecomKf: account }, around) => account && checkWecomKf(account, around),
  'wecom-aibot': ({ wecomAibot: account }) => account && checkAibot(account),
  telegram: ({ telegram: account }, around) => account && checkTelegram(account, around),
  wechaty: ({ wechaty: account }) =>
    account &&
    checkWechaty({
      puppet: account.puppet,
      missing: missingPackage(account),
      endpoint: account.options.endpoint,
    }),
  'wecom-robot': ({ wecomRobots: robots }, around) => robots && checkWecomRobots(robots, around),
}

/** Where the accounts are looked at from, and the desk that works with them, where one runs here. */
type From = { around: Surroundings; running: RunningDesk | undefined }

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
export function checkChannels(read: ReadEnvironment, from: From): Promise<ChannelReport[]> {
  return Promise.all(names.map((name) => checkChannel(name, read, from)))
}

/** Those that are set up, of settings without mistakes. */
export async function checkAccounts(
  environment: Environment,
  from: From,
): Promise<{ name: string; findings: readonly Finding[] }[]> {
  const looked = await Promise.all(
    names.map(async (name) => {
      const checked = await checkAccount(name, environment, from)
      return checked ? [{ name, findings: checked.findings }] : []
    }),
  )
  return looked.flat()
}

async function checkChannel(
  name: ChannelName,
  { environment, problems, set }: ReadEnvironment,
  from: From,
): Promise<ChannelReport> {
  const variables = channelVariables[name]
  const isSet = [...set].filter((variable) => isOf(variables, variable))
  const lacking = variables.needed.filter((variable) => !set.has(variable))
  const report = { name, set: isSet, lacking, findings: [] }
  const isWrong = problems.some(({ path }) => isOf(variables, path))
  const isThere = isSet.some(
    (variable) => variables.needed.includes(variable) || !variables.all.includes(variable),
  )
  if (!isThere && !isWrong) return { ...report, state: 'absent' }
  if (lacking.length > 0 || isWrong) return { ...report, state: 'incomplete' }
  const checked = await checkAccount(name, environment, from)
  return { ...report, state: 'looked at', ...checked }
}

async function checkAccount(
  name: ChannelName,
  environment: Environment,
  { around, running }: From,
): Promise<Checked | undefined> {
  const checked = await checks[name](environment, around)
  if (!checked || !running) return checked
  const here = running.channels.find((channel) => channel.name === name)
  return { ...checked, findings: [...checked.findings, whatDeskSays(here)] }
}

/** The desk that runs here sees what cannot be tried from outside. */
function whatDeskSays(channel: RunningDesk['channels'][number] | undefined): Finding {
  if (!channel) return { state: 'ill', key: 'desk without' }
  const { ok, reason } = channel
  if (ok && reason === undefined) return { state: 'fine', key: 'desk well' }
  return { state: ok ? 'care' : 'ill', key: 'desk says', values: { reason: reason ?? '–' } }
}
