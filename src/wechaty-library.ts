import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Account, channelName } from './channels/wechaty/account.ts'
import { machineEnvironment, operatorLanguage } from './settings/environment.ts'
import { refuse } from './settings/problem.ts'
import { projectFolder } from './settings/project-folder.ts'
import type { WechatyAccount } from './settings/wechaty-environment.ts'

/** Where what connects a personal WeChat account is installed, apart from everything else. */
const folder = join(projectFolder(), 'src', 'channels', 'wechaty')

/** Brings a package that is installed there into the process. */
async function load(name: string): Promise<unknown> {
  const loader = pathToFileURL(join(folder, 'from-here.mjs')).href
  const from = (await import(loader)) as { load(name: string): Promise<unknown> }
  return from.load(name)
}

/** What the wechaty channel has to be given beside what all channels get. Throws `SettingsError` where it is not installed. */
export function wechatyParts(account: WechatyAccount, data: string) {
  refuseMissing(account)
  return {
    account: { ...account, memory: memoryFile(data, account.memory) } satisfies Account,
    random: Math.random,
    load,
  }
}

/** The package of the account that is not installed, and what has to be typed; undefined where all are. */
export function missingPackage({
  library,
  puppet,
}: Pick<WechatyAccount, 'library' | 'puppet'>): { package: string; command: string } | undefined {
  const isThere = (name: string) => existsSync(join(folder, 'node_modules', name, 'package.json'))
  const missing = [library, puppet].find((name) => !isThere(name))
  if (missing === undefined) return undefined
  const place = '--prefix src/channels/wechaty'
  const comesAlong = /^wechaty(-puppet-(service|wechat4u))?$/.test(missing)
  const command = comesAlong ? `npm ci --omit=dev ${place}` : `npm i --no-save ${place} ${missing}`
  return { package: missing, command }
}

function refuseMissing(account: WechatyAccount): void {
  const values = missingPackage(account)
  if (!values) return
  const name = values.package === account.library ? 'WECHATY_LIBRARY' : 'WECHATY_PUPPET'
  refuse(
    [{ file: name, line: 0, path: name, what: 'not installed', values }],
    operatorLanguage(machineEnvironment()),
  )
}

/** Whoever has this file is logged in as the account: nobody else may read it, and wechaty writes over it as it stands. */
function memoryFile(data: string, name: string): string {
  const own = resolve(data, channelName)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  chmodSync(own, 0o700)
  const file = join(own, name)
  try {
    writeFileSync(`${file}.memory-card.json`, '{}', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    chmodSync(`${file}.memory-card.json`, 0o600)
  }
  return file
}
