import { join, resolve } from 'node:path'
import { stderr } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { describeCommands } from '../describe-commands.ts'
import { refuseBackup } from '../open-store.ts'
import { machineEnvironment, operatorLanguage } from '../settings/environment.ts'
import { loadSettings, type Settings } from '../settings/load.ts'
import { describeProblem, operatorText } from '../settings/problem.ts'
import { projectFolder } from '../settings/project-folder.ts'
import { openMongo } from '../store/mongodb/open.ts'
import { openSqlite } from '../store/sqlite/open.ts'
import { restoreSqlite } from '../store/sqlite/restore.ts'
import { newAdminCode } from './admin-code.ts'
import { backUpDesk } from './back-up-desk.ts'
import { addChannelCommands } from './channel-commands.ts'
import { checkPolicy } from './check-policy.ts'
import { type CopyableStore, copyStore } from './copy-store.ts'
import { examine, thisMachine } from './doctor.ts'
import { marks } from './show-channels.ts'
import { showLogin } from './wechaty-login.ts'

const configFolder = join(projectFolder(), 'config')
const language = operatorLanguage(machineEnvironment())

/** The operator's commands. Each ends with 0 when all is well and with 1 when something has to be mended. */
export function operatorProgram(): Command {
  const program = new Command('redress-operate')
  program.command('policy-check').action(tellMistakes)
  program.command('doctor').option('--json').action(tellHealth)
  addChannelCommands(program, { language, say, settings, configFolder })
  program.command('admin-code').action(giveAdminCode)
  program.command('wechaty-login').action(logIn)
  program.command('backup').argument('[folder]').action(backUp)
  program.command('restore').argument('<folder>').action(restore)
  program
    .command('store-copy')
    .requiredOption('--from <store>')
    .requiredOption('--to <store>')
    .action(copy)
  return describeCommands(program, language)
}

function say(key: string, values: object = {}): void {
  console.log(operatorText(key, values, language))
}

function settings(): Settings {
  return loadSettings({ configFolder })
}

function tellMistakes(): void {
  const { problems, warnings } = checkPolicy(projectFolder())
  for (const warning of warnings) console.log(warning)
  for (const problem of problems) console.log(describeProblem(problem, language))
  say(problems.length === 0 ? 'check.fine' : 'check.mistakes', { count: problems.length })
  process.exitCode = problems.length === 0 ? 0 : 1
}

async function tellHealth({ json }: { json?: true }): Promise<void> {
  const findings = await examine(settings(), { ...thisMachine, now: Date.now() })
  const lines = findings.map(({ state, key, values }) => ({
    state,
    key,
    text: operatorText(`doctor.${key}`, values, language),
  }))
  if (json) console.log(JSON.stringify(lines, null, 2))
  else for (const { state, text } of lines) console.log(`${marks[state]} ${text}`)
  process.exitCode = findings.some(({ state }) => state === 'ill') ? 1 : 0
}

async function giveAdminCode(): Promise<void> {
  const { organisation, ...rest } = settings()
  const made = await newAdminCode({ organisation, ...rest })
  if (!made) {
    say('code.no desk', { folder: rest.environment.data })
    process.exitCode = 1
    return
  }
  const until = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: organisation.zone,
  }).format(made.until)
  say('code.new', { code: made.code, until })
}

async function logIn(): Promise<void> {
  const isIn = await showLogin({
    folder: settings().environment.data,
    say: (key, values = {}) => say(`login.${key}`, values),
    show: (code) => console.log(code),
    wait,
  })
  process.exitCode = isIn ? 0 : 1
}

async function backUp(folder: string | undefined): Promise<void> {
  const { environment, organisation } = settings()
  const to = resolve(folder ?? join('backups', stamp(organisation.zone)))
  const { tickets, files, bytes } = await backUpDesk(
    { folder: environment.data, mongodb: environment.mongodb },
    to,
  )
  say('backup.done', { folder: to, tickets, files, megabytes: (bytes / 1024 / 1024).toFixed(1) })
}

async function restore(from: string): Promise<void> {
  const { environment, organisation } = settings()
  if (environment.mongodb) return refuseBackup()
  const folder = environment.data
  const restored = await restoreSqlite({
    from: resolve(from),
    folder,
    stamp: stamp(organisation.zone),
  })
  say(restored.aside ? 'backup.restored aside' : 'backup.restored', { folder, ...restored })
}

async function copy({ from, to }: { from: string; to: string }): Promise<void> {
  await using source = await openNamed(from)
  await using target = await openNamed(to)
  const { counts, sum } = await copyStore(source, target, ({ kind, done, of }) => {
    stderr.write(`\r${bar(done / of)} ${kind} ${done}/${of}${done === of ? '\n' : ''}`)
  })
  say('copy.done', { from, to, ...counts, sum: sum.slice(0, 16) })
}

/** `20261123-175501`, in the desk's zone. */
function stamp(zone: string): string {
  const text = new Intl.DateTimeFormat('sv', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: zone,
  }).format(Date.now())
  return text.replaceAll(/[-:]/g, '').replace(' ', '-')
}

/** The store of the settings by its kind. Nobody may run on either side meanwhile. */
async function openNamed(kind: string): Promise<CopyableStore> {
  const { data: folder, mongodb } = settings().environment
  if (kind === 'sqlite') return openSqlite({ folder })
  if (kind === 'mongodb' && mongodb) return openMongo(mongodb.uri)
  say(kind === 'mongodb' ? 'copy.no address' : 'copy.unknown', { kind })
  process.exit(1)
}

function bar(part: number): string {
  const full = Math.round(Math.min(1, part) * 20)
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`
}
