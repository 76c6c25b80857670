import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { jsonFrom } from '../channels/check.ts'
import { startLink } from '../channels/telegram/read-update.ts'
import {
  createPlatform,
  PlatformAwayError,
  RefusedByPlatformError,
} from '../channels/wechat-core/platform.ts'
import { createMenu, type MenuButton } from '../channels/wechat-official/menu.ts'
import { createSceneCode, longestDays } from '../channels/wechat-official/scene-code.ts'
import { stableToken } from '../channels/wechat-official/stable-token.ts'
import { contactLink, listAccounts } from '../channels/wecom-kf/contact-way.ts'
import { passingToken } from '../channels/wecom-kf/corp-token.ts'
import type { Known } from '../domain/message.ts'
import type { Locale } from '../domain/wording.ts'
import { knownFrom } from '../http/known.ts'
import { machineEnvironment, readEnvironment } from '../settings/environment.ts'
import type { Settings } from '../settings/load.ts'
import { organisationFile } from '../settings/organisation-file.ts'
import { checkYaml, readYaml } from '../settings/read-yaml.ts'
import { type WechatMenuEntry, wechatMenuFile } from '../settings/wechat-menu-file.ts'
import { checkChannels } from './check-channels.ts'
import { drawCode } from './draw-code.ts'
import { showChannels } from './show-channels.ts'
import { runningDesk, surroundings } from './surroundings.ts'

type Operating = {
  language: Locale
  say(key: string, values?: object): void
  /** Throws `SettingsError`. */
  settings(): Settings
  configFolder: string
}

type CodeOptions = { scene: string[]; out?: string }

/** `npm run channels` and what it can set up on the platforms. */
export function addChannelCommands(program: Command, operating: Operating): void {
  const channels = program
    .command('channels')
    .option('--json')
    .action(({ json }: { json?: true }) => report(operating, json === true))
  const wechat = channels.command('wechat')
  wechat.command('menu').action(() => tried(operating, 'menu', () => putMenu(operating)))
  withScene(wechat.command('qr'))
    .option('--days <n>', '', days)
    .action((options: CodeOptions & { days?: number }) =>
      tried(operating, 'qr', () => wechatCode(operating, options)),
    )
  withScene(channels.command('wecom').command('link'))
    .option('--account <id>')
    .action((options: CodeOptions & { account?: string }) =>
      tried(operating, 'wecom', () => wecomLink(operating, options)),
    )
  withScene(channels.command('telegram').command('link')).action((options: CodeOptions) =>
    tried(operating, 'telegram', () => telegramLink(operating, options)),
  )
}

function withScene(command: Command): Command {
  return command.requiredOption('--scene <what...>').option('--out <file>')
}

async function report({ language, configFolder }: Operating, json: boolean): Promise<void> {
  const { value } = checkYaml(join(configFolder, 'organisation.yaml'), organisationFile)
  const teams = value?.teams.map(({ id }) => id)
  const read = readEnvironment(configFolder, machineEnvironment(), teams)
  const { environment, problems } = read
  const running = await runningDesk(environment)
  const around = surroundings(environment, running !== undefined)
  const reports = await checkChannels(read, { around, running })
  const { text, well } = showChannels(reports, problems, language)
  console.log(json ? JSON.stringify({ well, channels: reports }, null, 2) : text)
  process.exitCode = well ? 0 : 1
}

/** What the platform's refusals mean for who sets it up; others are told by their number. */
const explained = [40164, 48001, 48002, 60020]

/** Tells why a platform has not done it, in words to act on. */
async function tried(
  { say }: Operating,
  what: 'menu' | 'qr' | 'wecom' | 'telegram',
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof RefusedByPlatformError) {
      const { code } = error
      say(explained.includes(code) ? `channels.code ${code}` : 'channels.platform code', { code })
    } else if (error instanceof PlatformAwayError)
      say('channels.no answer', { reason: error.message })
    else if (error instanceof RangeError) say(`channels.too much ${what}`)
    else throw error
    process.exitCode = 1
  }
}

/** The account of the settings; where there is none that is said, and nothing is done. */
function account<T>({ say }: Operating, given: T | undefined, name: string): T | undefined {
  if (given !== undefined) return given
  say('channels.no account', { name })
  process.exitCode = 1
  return undefined
}

async function putMenu(operating: Operating): Promise<void> {
  const { environment, organisation, language } = operating.settings()
  const wechat = account(operating, environment.wechatOfficial, 'WECHAT_OFFICIAL_APP_ID')
  if (!wechat) return
  const file = join(operating.configFolder, 'wechat-menu.yaml')
  const menu = inLanguage(readYaml(file, wechatMenuFile, language), organisation.locale)
  await createMenu(createPlatform(wechat.api, stableToken(wechat)), menu)
  operating.say('channels.menu put', { names: menu.map(({ name }) => name).join(' | ') })
}

function inLanguage(menu: readonly WechatMenuEntry[], locale: Locale): MenuButton[] {
  return menu.map(({ name, says, opens, below }) => ({
    name: name[locale],
    says: says?.[locale],
    opens,
    below: below && inLanguage(below, locale),
  }))
}

async function wechatCode(
  operating: Operating,
  { scene, out, days: given }: CodeOptions & { days?: number },
): Promise<void> {
  const { environment } = operating.settings()
  const wechat = account(operating, environment.wechatOfficial, 'WECHAT_OFFICIAL_APP_ID')
  const known = wechat && knownIn(operating, scene)
  if (!known) return
  const platform = createPlatform(wechat.api, stableToken(wechat))
  await show(operating, await createSceneCode(platform, known, given), out)
}

async function wecomLink(
  operating: Operating,
  { scene, out, account: wanted }: CodeOptions & { account?: string },
): Promise<void> {
  const { environment } = operating.settings()
  const wecom = account(operating, environment.wecomKf, 'WECOM_CORP_ID')
  const known = wecom && knownIn(operating, scene)
  if (!known) return
  const platform = createPlatform(wecom.api, passingToken(wecom))
  const accounts = await listAccounts(platform)
  const chosen = accounts.length === 1 ? accounts[0] : accounts.find(({ id }) => id === wanted)
  if (!chosen || (wanted !== undefined && chosen.id !== wanted)) {
    const names = accounts.map(({ id, name }) => `${id} (${name})`).join(', ')
    operating.say('channels.which account', { names })
    process.exitCode = 1
    return
  }
  await show(operating, await contactLink(platform, chosen.id, known), out)
}

async function telegramLink(operating: Operating, { scene, out }: CodeOptions): Promise<void> {
  const { environment } = operating.settings()
  const telegram = account(operating, environment.telegram, 'TELEGRAM_BOT_TOKEN')
  const known = telegram && knownIn(operating, scene)
  if (!known) return
  const around = surroundings(environment, false)
  const me = await jsonFrom(around, `${telegram.api}/bot${telegram.token}/getMe`, {})
  const { username } = (me?.result ?? {}) as { username?: string }
  if (username === undefined) throw new PlatformAwayError(`Telegram ${me?.error_code ?? '–'}`)
  await show(operating, startLink(username, known), out)
}

/** `order:SO-20261120 shop:…`; what is no order number or name of a shop is said. */
function knownIn({ say }: Operating, words: readonly string[]): Known | undefined {
  const given = words.map((word) => /^(order|shop)[:=](.+)$/s.exec(word) ?? ['', 'shop', word])
  const known = knownFrom(Object.fromEntries(given.map(([, what, value]) => [what, value])))
  if (known && Object.keys(known).length === words.length) return known
  say('channels.no scene', { got: words.join(' ') })
  process.exitCode = 1
  return undefined
}

async function show({ say }: Operating, url: string, out: string | undefined): Promise<void> {
  const drawn = await drawCode(url, out)
  say(out === undefined ? 'channels.code' : 'channels.code drawn', { url, out: out ?? '' })
  if (drawn !== undefined) console.log(drawn)
}

function days(given: string): number {
  const n = Number(given)
  if (Number.isInteger(n) && n >= 1 && n <= longestDays) return n
  throw new InvalidArgumentError(`1 … ${longestDays}`)
}
