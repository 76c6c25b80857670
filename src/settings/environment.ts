import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'dotenv'
import type { Webhook } from '../domain/webhook.ts'
import type { Locale } from '../domain/wording.ts'
import { shown } from './explain-issues.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problem.ts'
import { readTelegram, type TelegramBot, telegramDefaults } from './telegram-environment.ts'
import { readWebhooks, webhookDefaults } from './webhook-environment.ts'
import { readWechatOfficial, type WechatOfficial, wechatDefaults } from './wechat-environment.ts'
import { readWechaty, type WechatyAccount, wechatyDefaults } from './wechaty-environment.ts'
import { readWecomKf, type WecomKf, wecomDefaults } from './wecom-environment.ts'
import {
  isRobotName,
  readWecomAibot,
  readWecomRobots,
  type WecomAibot,
  wecomStaffDefaults,
} from './wecom-staff-environment.ts'

/** What may differ from machine to machine. All names the desk reads stand here. */
export type Environment = {
  /** `PORT`: where the pages and the HTTP API listen; 0 takes a free one. */
  port: number
  /** `HOST`: the address they listen on. */
  host: string
  /** `BASE_URL`: the address others open the pages at, where it is not that of `HOST` and `PORT`; without a path. */
  baseUrl: string | undefined
  /** `BEHIND_PROXY`: whether a proxy in front tells the visitor's address, host and protocol; only then they are believed. */
  behindProxy: boolean
  /** `EMBED_ORIGINS`: the sites that may show the chat on their pages. */
  embedOrigins: readonly string[]
  /** `DATA`: the folder of the embedded store, and of what belongs to this machine alone. */
  data: string
  /** `MONGODB_URI`: the connection string of the database that keeps everything instead, for one desk or several. */
  mongodb: { uri: string } | undefined
  /** `METRICS_TOKEN`: who shows it may read `/metrics` from another machine; nobody may where it is not set. */
  metricsToken: string | undefined
  /** `WEBHOOK_*`: the programs that are told what happens to tickets. */
  webhooks: readonly Webhook[]
  /** `WECHAT_OFFICIAL_*`: the official account customers write to, where there is one. */
  wechatOfficial: WechatOfficial | undefined
  /** `TELEGRAM_*`: the bot customers and staff write to, where there is one. */
  telegram: TelegramBot | undefined
  /** `WECOM_KF_*`: the 微信客服 customers write to, where there is one. */
  wecomKf: WecomKf | undefined
  /** `WECOM_ROBOT_<TEAM>`: where the group robots of teams are written to, by team, where there are some. */
  wecomRobots: Readonly<Record<string, string>> | undefined
  /** `WECOM_AIBOT_*`: the 智能机器人 that colleagues work with, where there is one. */
  wecomAibot: WecomAibot | undefined
  /** `WECHATY_*`: the personal WeChat account customers and staff write to, where there is one. */
  wechaty: WechatyAccount | undefined
  /** `LOG_LEVEL` */
  logLevel: LogLevel
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

const defaults = {
  PORT: '8080',
  HOST: '127.0.0.1',
  BASE_URL: '',
  BEHIND_PROXY: 'no',
  EMBED_ORIGINS: '',
  DATA: './data',
  MONGODB_URI: '',
  METRICS_TOKEN: '',
  ...webhookDefaults,
  ...wechatDefaults,
  ...telegramDefaults,
  ...wecomDefaults,
  ...wecomStaffDefaults,
  ...wechatyDefaults,
  LOG_LEVEL: 'info',
}
/** Every name that is read. */
export const environmentNames: readonly string[] = Object.keys(defaults)

export type Variables = Readonly<Record<string, string | undefined>>

/** The environment of this process. */
export function machineEnvironment(): Variables {
  return process.env
}

/** The operator's language by `LC_ALL`, `LC_MESSAGES` or `LANG`; English where they name none of ours. */
export function operatorLanguage(env: Variables): Locale {
  const name = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  if (!/^zh/i.test(name)) return 'en'
  return /TW|HK|MO|Hant/i.test(name) ? 'zh-TW' : 'zh-CN'
}

/** What was read; `set`: the names that have a value, here or in the file. */
export type ReadEnvironment = {
  environment: Environment
  problems: readonly Problem[]
  set: ReadonlySet<string>
}

/**
 * Reads `.env` in the settings folder, where there is one; `env` wins over it. Empty counts as not set. `teams`: the ids of
 * the desk's teams, where they are known.
 */
export function readEnvironment(
  configFolder: string,
  env: Variables,
  teams?: readonly string[],
): ReadEnvironment {
  const file = join(configFolder, '.env')
  const text = readIfThere(file)
  const inFile = parse(text)
  const problems: Problem[] = []
  const tell = (name: string, what: string, values: Record<string, string>) => {
    const isInFile = !env[name] && name in inFile
    const line = isInFile ? lineOf(text, name) : 0
    problems.push({ file: isInFile ? file : name, line, path: name, what, values })
  }
  for (const key of Object.keys(inFile)) {
    if (environmentNames.includes(key) || isRobotName(key)) continue
    const near = nearest(key, environmentNames)
    if (near === undefined) tell(key, 'unknown key', { key, known: environmentNames.join(', ') })
    else tell(key, 'unknown key near', { key, near })
  }
  const read = (name: keyof typeof defaults) => env[name] || inFile[name] || defaults[name]
  const port = Number(read('PORT'))
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    tell('PORT', 'port', { got: shown(read('PORT')) })
  }
  const logLevel = logLevels.find((level) => level === read('LOG_LEVEL'))
  if (logLevel === undefined) {
    tell('LOG_LEVEL', 'not one of', { got: shown(read('LOG_LEVEL')), known: logLevels.join(', ') })
  }
  // Build tools set a BASE_URL of '/' for their children: it names no other place than the one listened on.
  const base = read('BASE_URL').replace(/^\/$/, '')
  const baseUrl = originOf(base)
  if (base !== '' && baseUrl === undefined) tell('BASE_URL', 'base url', { got: shown(base) })
  const embedders = read('EMBED_ORIGINS')
    .split(/[\s,]+/)
    .filter(Boolean)
  for (const site of embedders) {
    if (originOf(site) === undefined) tell('EMBED_ORIGINS', 'base url', { got: shown(site) })
  }
  const proxy = read('BEHIND_PROXY')
  if (proxy !== 'yes' && proxy !== 'no') {
    tell('BEHIND_PROXY', 'not one of', { got: shown(proxy), known: 'yes, no' })
  }
  const environment = {
    port,
    host: read('HOST'),
    baseUrl,
    behindProxy: proxy === 'yes',
    embedOrigins: embedders.flatMap((site) => originOf(site) ?? []),
    data: read('DATA'),
    mongodb: read('MONGODB_URI') ? { uri: read('MONGODB_URI') } : undefined,
    metricsToken: readToken(read('METRICS_TOKEN'), () => tell('METRICS_TOKEN', 'token', {})),
    webhooks: readWebhooks(read, tell),
    wechatOfficial: readWechatOfficial(read, tell, baseUrl),
    telegram: readTelegram(read, tell, baseUrl),
    wecomKf: readWecomKf(read, tell),
    wecomRobots: readWecomRobots(robotsIn(env, inFile), {
      teams,
      api: read('WECOM_API').replace(/\/$/, ''),
      tell,
    }),
    wecomAibot: readWecomAibot(read, tell),
    wechaty: readWechaty(read, tell),
    logLevel: logLevel ?? 'info',
  }
  const robots = Object.keys(robotsIn(env, inFile))
  const set = new Set([...environmentNames.filter((name) => env[name] || inFile[name]), ...robots])
  return { environment, problems, set }
}

/** What is set of the group robots. */
function robotsIn(env: Variables, inFile: Variables): Record<string, string> {
  const names = Object.keys({ ...inFile, ...env }).filter(isRobotName)
  const set = names.map((name) => [name, env[name] || inFile[name]] as const)
  return Object.fromEntries(set.filter(([, value]) => value)) as Record<string, string>
}

/** A secret that nobody guesses. */
function readToken(token: string, refuse: () => void): string | undefined {
  if (token === '') return undefined
  if (!/^\S{16,}$/.test(token)) refuse()
  return token
}

/** `https://help.example.com`, of an address that has nothing behind its host. */
export function originOf(address: string): string | undefined {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return undefined
  const { origin, pathname, search, hash, username } = new URL(address)
  return pathname === '/' && search === '' && hash === '' && username === '' ? origin : undefined
}

/** True for addresses that no other machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function lineOf(text: string, name: string): number {
  return (
    text.split('\n').findIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\b`).test(line)) +
    1
  )
}
