import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import type { PageEnv } from '../http/headers.ts'
import { createPace } from '../http/pace.ts'
import { addressOf, fromOwnPage, isSecure } from '../http/visitor.ts'
import type { Assets } from './assets.ts'
import { ContinuePage } from './continue-page.tsx'
import { pageLocale } from './page-locale.ts'
import type { ConsoleSettings } from './port.ts'
import { wordsIn } from './words.ts'

const year = 365 * 24 * 3600
/** A whole household, and no more, follows links from one address in a minute. */
const perMinute = 30

/** Private links: a page that asks, and the answer that makes this browser one of the customer's. */
export function continueRoutes(settings: ConsoleSettings, assets: Assets): Hono<PageEnv> {
  const { web, organisation, site, clock } = settings
  const pace = createPace(clock, perMinute)
  const show = async (c: Context<PageEnv>, link: string) => {
    const words = wordsIn(settings.say, pageLocale(c, organisation.locale))
    const busy = pace(addressOf(c, site)) > 0
    const opens = !busy && (await web.links.customerOf(link)) !== undefined
    return c.html(
      <ContinuePage
        words={words}
        assets={assets}
        nonce={c.get('nonce')}
        organisation={organisation.name[words.locale]}
        {...(opens && { link })}
      />,
      opens ? 200 : 404,
    )
  }
  const routes = new Hono<PageEnv>()
  routes.get('/continue', (c) => show(c, c.req.query('link') ?? ''))
  routes.post('/continue', async (c) => {
    const link = (await c.req.parseBody()).link
    const customer = typeof link === 'string' ? await web.links.customerOf(link) : undefined
    if (customer === undefined || !fromOwnPage(c, site)) return show(c, '')
    const { token } = await web.visitors.join(customer)
    setCookie(c, 'redress_visitor', token, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: isSecure(c, site),
      maxAge: year,
    })
    return c.redirect('/', 303)
  })
  return routes
}
