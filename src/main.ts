import { type ServerType, serve } from '@hono/node-server'
import { readBook } from './book.ts'
import { PushedClock } from './clock/pushed.ts'
import { systemClock } from './clock/system.ts'
import { onePersonDesk, seedDemo } from './demo/demo.ts'
import type { Desk } from './desk.ts'
import { greeting } from './greet.ts'
import { createLog } from './log.ts'
import { openControls, type RunningDesk } from './operate/control-server.ts'
import { machineEnvironment, operatorLanguage } from './settings/environment.ts'
import { SettingsError } from './settings/problem.ts'
import { type StartOptions, startProgram } from './start-options.ts'
import { StoreUnavailableError } from './store/port.ts'
import { openWebDesk } from './web-desk.ts'

/** Start reading here: settings → adapters → app → run until told to stop. */
async function main(): Promise<void> {
  const options = startProgram(operatorLanguage(machineEnvironment())).parse().opts<StartOptions>()
  const book = readBook({
    env: {
      ...machineEnvironment(),
      ...(options.host && { HOST: options.host }),
      ...(options.baseUrl && { BASE_URL: options.baseUrl }),
    },
    adjust: options.demo ? onePersonDesk : undefined,
    missing: (problem) => console.error(problem),
  })
  const { environment, warnings } = book.settings
  const log = createLog(environment.logLevel)
  for (const warning of warnings) console.error(warning)
  const demo = options.demo ? new PushedClock(systemClock.now()) : undefined
  const folder = demo ? `${environment.data}/demo` : environment.data
  // A demo is made anew each time: it never touches the shared database.
  const mongodb = demo ? undefined : environment.mongodb
  if (demo) await seedDemo({ book, folder, until: demo.now() })
  const { desk, pages, login } = await openWebDesk({ book, folder, mongodb, log, demo })
  await desk.app.start()
  const server = serve({ fetch: pages.fetch, port: environment.port, hostname: environment.host })
  await new Promise((resolve, reject) => {
    server.once('listening', resolve).once('error', reject)
  })
  const port = portOf(server) ?? environment.port
  const closeControls = await openControls(folder, {
    state: async () => stateOf(desk, port),
    'admin-code': () => desk.pairing.newAdminCode(),
    backup: (to) => desk.backup(String(to)),
    'wechaty-login': async () => login() ?? null,
  })
  stopWhenTold({ server, desk, closeControls })
  console.log(await greeting(desk, port))
}

/** What the operator's commands are told of this process. */
function stateOf({ channels }: Desk, port: number): RunningDesk {
  return { port, channels: channels.map(({ name, health }) => ({ name, ...health() })) }
}

function portOf(server: ServerType): number | undefined {
  const address = server.address()
  return typeof address === 'object' ? address?.port : undefined
}

/** On SIGTERM or SIGINT: no new visitors, what is on its way is finished, the store is closed. */
function stopWhenTold(parts: { server: ServerType; desk: Desk; closeControls(): void }): void {
  const { server, desk, closeControls } = parts
  const stop = () => {
    closeControls()
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
