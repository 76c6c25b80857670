import { notAmong, shown } from './explain-issues.ts'

/** 智能机器人 of a company on WeCom that colleagues work with. The secret stands in the environment only. */
export type WecomAibot = {
  botId: string
  secret: string
  /** Where the long connection goes. */
  url: string
}

export const wecomStaffDefaults = {
  WECOM_AIBOT_ID: '',
  WECOM_AIBOT_SECRET: '',
  WECOM_AIBOT_URL: 'wss://openws.work.weixin.qq.com',
}
type Name = keyof typeof wecomStaffDefaults

export const aibotNeeded = [
  'WECOM_AIBOT_ID',
  'WECOM_AIBOT_SECRET',
] as const satisfies readonly Name[]
type Tell = (name: string, what: string, values: Record<string, string>) => void

/** The bot, where one is named; what is lacking or wrong goes to `tell`, which never gets to see a secret. */
export function readWecomAibot(read: (name: Name) => string, tell: Tell): WecomAibot | undefined {
  const named = aibotNeeded.find((name) => read(name) !== '')
  if (named === undefined) return undefined
  for (const name of aibotNeeded) if (read(name) === '') tell(name, 'needed with', { other: named })
  const url = read('WECOM_AIBOT_URL').replace(/\/$/, '')
  if (!/^wss?:\/\//.test(url) || !URL.canParse(url)) {
    tell('WECOM_AIBOT_URL', 'socket url', { got: shown(url) })
  }
  return { botId: read('WECOM_AIBOT_ID'), secret: read('WECOM_AIBOT_SECRET'), url }
}

/** Group robots have a variable for each team that has one: `WECOM_ROBOT_SERVICE`. */
export const robotPrefix = 'WECOM_ROBOT_'

export function isRobotName(name: string): boolean {
  return name.startsWith(robotPrefix)
}

/**
 * The address of each team's group robot. `teams`: their ids, or undefined where they are not known. What is wrong goes to
 * `tell`, which never gets to see a key.
 */
export function readWecomRobots(
  given: Readonly<Record<string, string>>,
  { teams, api, tell }: { teams: readonly string[] | undefined; api: string; tell: Tell },
): Readonly<Record<string, string>> | undefined {
  const byName = new Map(teams?.map((team) => [nameOf(team), team]))
  const robots: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    const team = byName.get(name)
    if (teams && team === undefined) {
      const told = notAmong(name, [...byName.keys()], 'not in organisation')
      tell(name, told.what, told.values as Record<string, string>)
    }
    const address = addressOf(value, api)
    if (address === undefined) tell(name, 'robot key', {})
    else if (team !== undefined) robots[team] = address
  }
  return Object.keys(robots).length ? robots : undefined
}

function nameOf(team: string): string {
  return robotPrefix + team.toUpperCase().replaceAll('-', '_')
}

const keyForm = /^[\w-]{16,64}$/

/** The address as the group shows it, or the key alone. */
function addressOf(value: string, api: string): string | undefined {
  if (keyForm.test(value)) return `${api}/cgi-bin/webhook/send?key=${value}`
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return undefined
  return keyForm.test(new URL(value).searchParams.get('key') ?? '') ? value : undefined
}
