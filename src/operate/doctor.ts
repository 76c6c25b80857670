import { lookup } from 'node:dns/promises'
import { existsSync, mkdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { type Environment, isLoopback } from '../settings/environment.ts'
import type { Settings } from '../settings/load.ts'
import { operatorText } from '../settings/problem.ts'
import { examineMongo } from '../store/mongodb/examine.ts'
import { examineSqlite } from '../store/sqlite/examine.ts'
import { checkAccounts } from './check-channels.ts'
import type { RunningDesk } from './control-server.ts'
import { runningDesk, surroundings } from './surroundings.ts'

/** One thing the doctor looked at. `key` and `values` are its line in `flows/settings/texts.*.yaml`, group `doctor`. */
export type Finding = {
  state: 'fine' | 'care' | 'ill'
  key: string
  values: Readonly<Record<string, string | number>>
}

/** What the machine is like; a test hands in another one. */
export type Machine = {
  node: string
  now: number
  /** Bytes that are free where the folder lies. */
  freeBytes(folder: string): Promise<number>
  /** Whether the host answers by name. */
  knows(host: string): Promise<boolean>
  /** The machine's own zone. */
  zone: string
  /** The status that an address answers with; `undefined` where it does not. */
  answers(url: string): Promise<number | undefined>
}

const oldestNode = [20, 19] as const
const megabyte = 1024 * 1024
/** Below the first a desk should not start; below the second its operator should look. */
const scarce = { ill: 100 * megabyte, care: 1024 * megabyte }
const patience = 5_000
/** Processes lend one another letters for a minute: with clocks so many seconds apart that begins to matter. */
const clocksApart = 15

export const thisMachine: Machine = {
  node: process.versions.node,
  now: Date.now(),
  zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
  knows: (host) =>
    lookup(host).then(
      () => true,
      () => false,
    ),
  answers: (url) =>
    fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) }).then(
      ({ status }) => status,
      () => undefined,
    ),
}

/** Looks at everything a desk needs from its machine, in the order in which it would be missed. */
export async function examine(settings: Settings, machine: Machine): Promise<readonly Finding[]> {
  const { environment } = settings
  const running = await runningDesk(environment)
  return [
    node(machine),
    await store(environment, { isRunning: running !== undefined, machine }),
    await disk(environment, machine),
    await port(environment, running?.port),
    zone(settings, machine),
    holidays(settings),
    await outside(environment, machine),
    ...(await accounts(settings, running)),
  ]
}

function node({ node: version }: Machine): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldMajor, oldMinor] = oldestNode
  const enough = major > oldMajor || (major === oldMajor && minor >= oldMinor)
  const values = { version, oldest: oldestNode.join('.') }
  return { state: enough ? 'fine' : 'ill', key: enough ? 'node' : 'node old', values }
}

async function store(
  environment: Environment,
  { isRunning, machine }: { isRunning: boolean; machine: Machine },
): Promise<Finding> {
  const { data, mongodb } = environment
  if (mongodb) return shared(mongodb.uri, machine)
  const isNew = !existsSync(data)
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    const { tickets } = await examineSqlite(data, { isRunning })
    const key = isRunning ? 'store running' : isNew || tickets === undefined ? 'store new' : 'store'
    return { state: 'fine', key, values: { folder: data, tickets: tickets ?? 0 } }
  } catch (error) {
    return { state: 'ill', key: 'store ill', values: { reason: (error as Error).message } }
  }
}

async function shared(uri: string, { now }: Machine): Promise<Finding> {
  try {
    const { isReplicaSet, tickets = 0, time, ...rest } = await examineMongo(uri)
    const seconds = Math.round(Math.abs(now - time) / 1_000)
    const values = { ...rest, tickets, seconds }
    if (seconds > clocksApart) return { state: 'care', key: 'shared clock', values }
    if (!isReplicaSet) return { state: 'care', key: 'shared alone', values }
    return { state: 'fine', key: 'shared', values }
  } catch (error) {
    return { state: 'ill', key: 'store ill', values: { reason: (error as Error).message } }
  }
}

async function disk({ data }: Environment, { freeBytes }: Machine): Promise<Finding> {
  const free = await freeBytes(data).catch(() => 0)
  const values = { free: Math.floor(free / megabyte), folder: data }
  if (free < scarce.ill) return { state: 'ill', key: 'disk full', values }
  if (free < scarce.care) return { state: 'care', key: 'disk scarce', values }
  return { state: 'fine', key: 'disk', values }
}

async function port({ port: wanted, host }: Environment, own?: number): Promise<Finding> {
  const values = { port: own ?? wanted, host }
  if (own !== undefined) return { state: 'fine', key: 'port own', values }
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(wanted, host, () => server.close(() => resolve(undefined)))
  })
  if (code === undefined) return { state: 'fine', key: 'port', values }
  const keys: Readonly<Record<string, string>> = {
    EADDRINUSE: 'port taken',
    EACCES: 'port forbidden',
    EADDRNOTAVAIL: 'host not here',
  }
  return { state: 'ill', key: keys[code] ?? 'port ill', values: { ...values, reason: code } }
}

/** A wrong clock makes wrong promises: the operator is shown what the desk takes the time to be. */
function zone({ organisation, language }: Settings, { now, zone: own }: Machine): Finding {
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: organisation.zone,
  }).format(now)
  const isPast = now < Date.UTC(2026, 0, 1)
  const values = { zone: organisation.zone, time, own }
  if (isPast) return { state: 'ill', key: 'zone past', values }
  return { state: 'fine', key: own === organisation.zone ? 'zone' : 'zone apart', values }
}

function holidays({ warnings, organisation }: Settings): Finding {
  const [warning] = warnings
  if (warning !== undefined) return { state: 'care', key: 'holidays', values: { warning } }
  const own = organisation.holidays.length
  return { state: 'fine', key: 'holidays known', values: { region: organisation.region, own } }
}

/** The only host outside that a desk may need is its own public address. */
async function outside(environment: Environment, machine: Machine): Promise<Finding> {
  const { baseUrl, host } = environment
  if (baseUrl === undefined) {
    const isAlone = isLoopback(host)
    const values = { host }
    return { state: isAlone ? 'fine' : 'care', key: isAlone ? 'alone' : 'open', values }
  }
  const values = { baseUrl, host: new URL(baseUrl).hostname }
  if (!(await machine.knows(values.host))) return { state: 'ill', key: 'host unknown', values }
  const status = await machine.answers(`${baseUrl}/health`)
  if (status === 200) return { state: 'fine', key: 'base answers', values }
  return { state: 'care', key: 'base silent', values: { ...values, status: status ?? '–' } }
}

/** So far apart from the platforms' clocks (s) this machine's is looked at, and sealed messages are refused. */
const skewed = { care: 30, ill: 300 }

/** What `npm run channels` finds of the accounts that are set up: what is wrong, or one line that all is well. */
async function accounts(
  { environment, language }: Settings,
  running: RunningDesk | undefined,
): Promise<readonly Finding[]> {
  const around = surroundings(environment, running !== undefined)
  const looked = await checkAccounts(environment, { around, running })
  const told = looked.flatMap(({ name, findings }): Finding[] => {
    const channel = operatorText(`channels.title ${name}`, {}, language)
    const wrong = findings.filter(({ state }) => state !== 'fine')
    if (wrong.length === 0) return [{ state: 'fine', key: 'account', values: { channel } }]
    return wrong.map(({ state, key, values = {} }) => {
      const words = operatorText(`channels.${key}`, values, language)
      return { state, key: 'account wrong', values: { channel, words } }
    })
  })
  const skew = around.skew()
  return skew === undefined ? told : [...told, clock(skew)]
}

function clock(skew: number): Finding {
  const seconds = Math.round(Math.abs(skew) / 1_000)
  const values = { seconds }
  if (seconds > skewed.ill) return { state: 'ill', key: 'clock wrong', values }
  return seconds > skewed.care
    ? { state: 'care', key: 'clock wrong', values }
    : { state: 'fine', key: 'clock', values }
}
