import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { addressOf, type Site } from '../http/visitor.ts'
import type { Meters } from './meters.ts'

export type MetricsSettings = {
  meters: Meters
  /** Sets what has to be looked up. */
  look(): Promise<void>
  site: Site
  /** Who shows it may ask from anywhere; absent: this machine alone may ask. */
  token: string | undefined
}

/** `GET /metrics` for Prometheus: how much is complained of, and how well the desk keeps up, is not for everybody. */
export function metricsRoutes({ meters, look, site, token }: MetricsSettings): Hono {
  const routes = new Hono()
  routes.get('/metrics', async (c) => {
    if (!(isFromHere(c, site) || showsToken(c, token))) {
      return c.body(null, 401, { 'WWW-Authenticate': 'Bearer' })
    }
    meters.watchProcess()
    await look()
    const text = await meters.register.metrics()
    return c.body(text, 200, { 'Content-Type': meters.register.contentType })
  })
  return routes
}

/** A proxy on the same machine is not this machine: what it passes on carries its headers. */
function isFromHere(c: Context, site: Site): boolean {
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via', 'x-real-ip']
  if (forwarded.some((name) => c.req.header(name) !== undefined)) return false
  return /^(::1|(::ffff:)?127\.[\d.]+)$/.test(addressOf(c, site))
}

function showsToken(c: Context, token: string | undefined): boolean {
  const shown = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (token === undefined || shown === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(shown), digest(token))
}
