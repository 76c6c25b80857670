import { serve } from '@hono/node-server'
import { Command } from 'commander'
import { readBook } from './book.ts'
import { createWebChannel, type WebChannel } from './channels/web/web-channel.ts'
import { PushedClock } from './clock/pushed.ts'
import { systemClock } from './clock/system.ts'
import { createSite } from './console/site.tsx'
import { webStaff } from './console/web-staff.ts'
import { demoOf, onePersonDesk, seedDemo } from './demo/demo.ts'
import { openDesk } from './desk.ts'
import { createLog } from './log.ts'
import { operatorText, SettingsError } from './settings/problem.ts'
import { StoreUnavailableError } from './store/port.ts'

/** Start reading here: settings → adapters → app → run until told to stop. */
async function main(): Promise<void> {
  const options = new Command('redress')
    .option('--demo', 'a desk with cases in it, and a clock that can be pushed forward')
    .parse()
    .opts<{ demo?: true }>()
  const book = readBook(systemClock.now(), options.demo ? onePersonDesk : undefined)
  const { environment, organisation, policy, language } = book.settings
  const log = createLog(environment.logLevel)
  for (const warning of book.settings.warnings) log.warn(warning)
  const demo = options.demo ? new PushedClock(systemClock.now()) : undefined
  const clock = demo ?? systemClock
  const folder = demo ? `${environment.data}/demo` : environment.data
  if (demo) await seedDemo({ book, folder, until: demo.now() })

  const say = (wording: Parameters<typeof book.speaker.speak>[0], locale: typeof language) =>
    book.speaker.speak(wording, locale)
  let web: WebChannel | undefined
  const site = { behindProxy: false }
  const desk = await openDesk({
    book,
    folder,
    clock,
    onFault: (where, error) => log.error({ where, error: String(error) }, 'contained'),
    channels({ store }) {
      web = createWebChannel({
        store,
        clock,
        say,
        limits: policy.limits,
        locale: organisation.locale,
        site,
      })
      return [web]
    },
  })
  const pages = createSite({
    folder: book.folder,
    store: desk.store,
    clock,
    say,
    organisation,
    limits: policy.limits,
    site,
    web: web!,
    staff: webStaff(desk),
    onProblem: (problem) => log.error({ error: String(problem) }, 'page'),
    ...(demo ? { demo: demoOf(desk, demo) } : {}),
  })
  await desk.app.start()
  const server = serve({ fetch: pages.fetch, port: environment.port, hostname: environment.host })
  await new Promise((resolve) => server.once('listening', resolve))
  await greet()

  async function greet(): Promise<void> {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : environment.port
    const base = `http://${environment.host}:${port}`
    const code = await desk.pairing.adminCode()
    const key = code === undefined ? 'running' : 'first'
    const values = { customer: `${base}/`, desk: `${base}/desk`, code: code ?? '' }
    console.log(operatorText(`start.${key}`, values, language))
  }

  async function stop(): Promise<void> {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await desk.close()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().catch((error: unknown) => {
        log.fatal({ error: String(error) }, 'stop')
        process.exitCode = 1
      })
    })
  }
}

main().catch((error: unknown) => {
  const plain = error instanceof SettingsError || error instanceof StoreUnavailableError
  console.error(plain ? error.message : error)
  process.exitCode = 1
})
