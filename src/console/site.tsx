import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { apiDocument } from '../http/api-document.ts'
import { type PageEnv, safeHeaders } from '../http/headers.ts'
import { knownFrom } from '../http/known.ts'
import { refuseUnrouted } from '../http/refuse.ts'
import { loadAssets } from './assets.ts'
import { continueRoutes } from './continue-routes.tsx'
import { CustomerPage } from './customer-page.tsx'
import { demoRoutes } from './demo.tsx'
import { deskRoutes } from './desk-routes.tsx'
import { embedScript } from './embed.ts'
import { createHealth } from './health.ts'
import { pageLocale } from './page-locale.ts'
import type { ConsoleSettings } from './port.ts'
import { noticeAddress, PrivacyNotice } from './privacy.tsx'
import { wordsIn } from './words.ts'

/** Everything the desk shows on the web: the customers' page and API, the staff's page, their scripts and styles. */
export function createSite(settings: ConsoleSettings): Hono<PageEnv> {
  const { organisation, limits, clock, web, demo } = settings
  const assets = loadAssets(settings.folder)
  const site = new Hono<PageEnv>()
  site.use(safeHeaders())
  site.get('/health', createHealth(settings))
  site.get('/alive', (c) => c.json({ status: 'ok' }))
  site.route('/', web.routes())
  site.route('/', apiDocument(settings))
  site.route('/', assets.routes())
  const source = assets.text('embed.js')
  site.get('/embed.js', (c) => embedScript(c, { say: settings.say, source }))
  site.get('/', async (c) => {
    c.set('framers', settings.site.embedOrigins ?? [])
    const words = wordsIn(settings.say, pageLocale(c, organisation.locale))
    const token = getCookie(c, 'redress_visitor')
    const opened = token !== undefined && (await web.visitors.customerOf(token)) !== undefined
    return c.html(
      <CustomerPage
        words={words}
        assets={assets}
        nonce={c.get('nonce')}
        organisation={organisation.name[words.locale]}
        notice={noticeAddress(organisation)}
        opened={opened}
        embedded={c.req.query('embed') !== undefined}
        known={knownFrom(c.req.query())}
        largestFile={limits.fileSize.value}
        demo={demo && clock.now()}
      />,
    )
  })
  site.get('/privacy', (c) =>
    c.html(
      <PrivacyNotice
        words={wordsIn(settings.say, pageLocale(c, organisation.locale))}
        assets={assets}
        nonce={c.get('nonce')}
        organisation={organisation}
      />,
    ),
  )
  site.route('/', continueRoutes(settings, assets))
  if (demo) site.route('/', demoRoutes(settings, demo))
  site.route('/', deskRoutes(settings, assets))
  site.notFound((c) =>
    c.req.path.startsWith('/api/')
      ? refuseUnrouted(c, { ...settings, locale: organisation.locale }, site.routes)
      : notFound(c, settings),
  )
  site.onError((problem, c) => {
    settings.onProblem?.(problem)
    c.header('Retry-After', '2')
    return c.text(
      wordsIn(settings.say, pageLocale(c, organisation.locale)).t('refused.try-again'),
      503,
    )
  })
  return site
}

function notFound(c: Context, settings: ConsoleSettings): Response {
  const words = wordsIn(settings.say, pageLocale(c, settings.organisation.locale))
  return c.text(words.t('page.not-found'), 404)
}
