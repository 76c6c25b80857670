import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { refuse } from '../../http/refuse.ts'
import { fromOwnPage } from '../../http/visitor.ts'
import type { ApiEnv, ApiSettings } from './settings.ts'

/** The page's own cookie; it holds the customer's token. */
export const cookieName = 'redress_visitor'

/**
 * Lets a customer through to his own conversation: by the token in the path, or with `mine` in its place by a bearer
 * token or the page's cookie. A cookie alone cannot write from another site.
 */
export function visitorOf(settings: ApiSettings): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const named = c.req.param('token') ?? ''
    const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const byCookie = named === 'mine' && bearer === undefined
    const token = named !== 'mine' ? named : (bearer ?? getCookie(c, cookieName) ?? '')
    if (byCookie && c.req.method !== 'GET' && !fromOwnPage(c, settings.site)) {
      return refuse(c, settings, 403, 'other site')
    }
    const customer = await settings.visitors.customerOf(token)
    if (customer === undefined) return refuse(c, settings, 404, 'no conversation')
    c.set('customer', customer)
    return next()
  }
}
