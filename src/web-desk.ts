import type { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Book } from './book.ts'
import type { Channel } from './channels/port.ts'
import { createWebChannel, type WebChannel } from './channels/web/web-channel.ts'
import type { PushedClock } from './clock/pushed.ts'
import { systemClock } from './clock/system.ts'
import { createSite } from './console/site.tsx'
import { webStaff } from './console/web-staff.ts'
import { demoOf } from './demo/demo.ts'
import { type Desk, openDesk } from './desk.ts'
import type { Locale, Wording } from './domain/wording.ts'
import type { PageEnv } from './http/headers.ts'
import { createLook } from './metrics/look.ts'
import { createMeters, kindOf } from './metrics/meters.ts'
import { metricsRoutes } from './metrics/routes.ts'
import { openChannels } from './open-channels.ts'
import type { StorePlace } from './open-store.ts'

/** A desk whose customers and staff come by the web, and its pages; opened, not yet started. */
export type WebDesk = {
  desk: Desk
  pages: Hono<PageEnv>
  /** How it stands with an account that a person has to log in by his phone; undefined where there is none. */
  login(): Login | undefined
}

/** `code` is what has to be scanned; secret. `reason`: why it does not work, in words for staff. */
export type Login = { isIn: boolean; code?: string; reason?: string }

/**
 * Leases last a minute: what a dead process held is taken up within so long after that, in ms; and what is due because
 * the machine's clock was put forward, or because it slept, as soon.
 */
const lookEvery = 10_000

/** Opens the store and the pages over it. With `demo` the pages can push that clock. */
export async function openWebDesk(
  parts: StorePlace & {
    book: Book
    log: Logger
    demo?: PushedClock | undefined
  },
): Promise<WebDesk> {
  const { book, folder, mongodb, log, demo } = parts
  const { organisation, policy, environment } = book.settings
  const clock = demo ?? systemClock
  const say = (wording: Wording, locale: Locale) => book.speaker.speak(wording, locale)
  const { behindProxy, baseUrl, embedOrigins } = environment
  const site = { behindProxy, baseUrl, embedOrigins }
  const onProblem = (problem: unknown) => log.error({ error: String(problem) }, 'web')
  const shared = { clock, say, limits: policy.limits, site, onProblem }
  const meters = createMeters()
  let web: WebChannel | undefined
  let platforms: readonly Channel[] = []
  const desk = await openDesk({
    book,
    folder,
    mongodb,
    lookEvery,
    watchChannels: true,
    // What happens in a demo is made up.
    webhooks: demo ? [] : environment.webhooks,
    clock,
    meters,
    onFault(where, error) {
      meters.faults.inc({ where: kindOf(where) })
      log.error({ where, error: String(error) }, 'contained')
    },
    onMigrating: (progress) => log.info({ ...progress }, 'rewriting what older desks wrote'),
    async channels({ store, ...more }) {
      web = createWebChannel({
        ...shared,
        store,
        locale: organisation.locale,
        onSight: (shown) => desk.app.saw(shown),
      })
      // A demo is nobody's account: its clock and its customers are made up.
      if (!demo) {
        const { locale } = organisation
        platforms = await openChannels({
          ...shared,
          environment,
          policy,
          locale,
          store,
          privateLink: async (customer) => web?.privateLink?.(customer),
          ...more,
        })
      }
      return [web, ...platforms]
    },
  })
  const pages = createSite({
    ...shared,
    folder: book.folder,
    store: desk.store,
    organisation,
    web: web!,
    staff: webStaff(desk),
    onStaffSight: (actor, at) => desk.app.staffSaw(actor, at),
    ...(demo ? { demo: demoOf(desk, demo) } : {}),
  })
  const look = createLook(desk.store, clock, meters)
  pages.route('/', metricsRoutes({ meters, look, site, token: environment.metricsToken }))
  for (const { routes } of platforms) if (routes) pages.route('/', routes())
  return { desk, pages, login: () => loginOf(platforms) }
}

function loginOf(platforms: readonly Channel[]): Login | undefined {
  const channel = platforms.find(({ loginCode }) => loginCode)
  if (!channel) return undefined
  const { ok, reason } = channel.health()
  const code = channel.loginCode?.()
  return { isIn: ok, ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) }
}
