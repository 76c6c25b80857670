import { type ServerType, serve } from '@hono/node-server'
import { Command } from 'commander'
import { readBook } from './book.ts'
import { PushedClock } from './clock/pushed.ts'
import { systemClock } from './clock/system.ts'
import { onePersonDesk, seedDemo } from './demo/demo.ts'
import type { Desk } from './desk.ts'
import { createLog } from './log.ts'
import { operatorText, SettingsError } from './settings/problem.ts'
import { SignIn } from './staff/sign-in.ts'
import { StoreUnavailableError } from './store/port.ts'
import { openWebDesk } from './web-desk.ts'

/** Start reading here: settings → adapters → app → run until told to stop. */
async function main(): Promise<void> {
  const options = new Command('redress')
    .option('--demo', 'a desk with cases in it, and a clock that can be pushed forward')
    .parse()
    .opts<{ demo?: true }>()
  const book = readBook({
    adjust: options.demo ? onePersonDesk : undefined,
    missing: (problem) => console.error(problem),
  })
  const { environment, warnings } = book.settings
  const log = createLog(environment.logLevel)
  for (const warning of warnings) console.error(warning)
  const demo = options.demo ? new PushedClock(systemClock.now()) : undefined
  const folder = demo ? `${environment.data}/demo` : environment.data
  if (demo) await seedDemo({ book, folder, until: demo.now() })
  const { desk, pages } = await openWebDesk({ book, folder, log, demo })
  await desk.app.start()
  const { port, host: hostname } = environment
  const server = serve({ fetch: pages.fetch, port, hostname })
  stopWhenTold(server, desk)
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  await greet(server, desk)
}

/** Says where everything is, and how the first admin gets in, or an admin who has lost his way. */
async function greet(server: ServerType, desk: Desk): Promise<void> {
  const { environment, language } = desk.settings
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : environment.port
  const base = `http://${environment.host}:${port}`
  const places = { customer: `${base}/`, desk: `${base}/desk` }
  const code = await desk.pairing.adminCode()
  if (code !== undefined) {
    console.log(operatorText('start.first', { ...places, code }, language))
    return
  }
  const admin = desk.roster.all().find(({ roles }) => roles.includes('admin'))!
  const link = `${base}/desk/enter?link=${await new SignIn(desk).link(admin.id)}`
  console.log(operatorText('start.running', { ...places, link }, language))
}

/** On SIGTERM or SIGINT: no new visitors, what is on its way is finished, the store is closed. */
function stopWhenTold(server: ServerType, desk: Desk): void {
  const stop = () => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    desk.close().catch(fail)
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
}

/** The reason in one line where the operator can mend it; the whole fault otherwise. */
function fail(error: unknown): void {
  const plain = error instanceof SettingsError || error instanceof StoreUnavailableError
  console.error(plain ? error.message : error)
  process.exitCode = 1
}

main().catch(fail)
