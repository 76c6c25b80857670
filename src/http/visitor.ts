import type { Context } from 'hono'
import type { Locale } from '../domain/wording.ts'

/** How the pages stand in the network: behind a proxy that tells the visitor's address, on https. */
export type Site = {
  /** True where a proxy in front sets `X-Forwarded-For`, `-Host` and `-Proto`. */
  behindProxy: boolean
  /** The address others open the pages at, where the operator named one: `https://help.example.com`. */
  baseUrl?: string | undefined
  /** The sites that may show the customers' page in a frame. */
  embedOrigins?: readonly string[]
}

/** The address a visitor comes from, for counting; `unknown` where the connection does not tell. */
export function addressOf(c: Context, site: Site): string {
  const forwarded = site.behindProxy && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded || c.env?.incoming?.socket?.remoteAddress || 'unknown'
}

/** True on https, where cookies are to be marked so. */
export function isSecure(c: Context, site: Site): boolean {
  if (site.behindProxy && c.req.header('x-forwarded-proto') === 'https') return true
  return new URL(c.req.url).protocol === 'https:'
}

/** Where the pages are for this visitor: `https://help.example.com`. */
export function baseOf(c: Context, site: Site): string {
  if (site.baseUrl) return site.baseUrl
  const host = (site.behindProxy && c.req.header('x-forwarded-host')) || c.req.header('host')
  return `${isSecure(c, site) ? 'https' : 'http'}://${host ?? new URL(c.req.url).host}`
}

/**
 * True when a page of this very site sent the request. A browser says so by `Sec-Fetch-Site` or `Origin`; a request
 * with neither was not sent by a page, and is not trusted with a cookie.
 */
export function fromOwnPage(c: Context, site: Site): boolean {
  const relation = c.req.header('sec-fetch-site')
  if (relation !== undefined && relation !== 'same-origin') return false
  const origin = c.req.header('origin')
  if (origin === undefined) return relation === 'same-origin'
  if (origin === site.baseUrl) return true
  const host = (site.behindProxy && c.req.header('x-forwarded-host')) || c.req.header('host')
  return URL.canParse(origin) && new URL(origin).host === (host ?? new URL(c.req.url).host)
}

const languages: readonly [RegExp, Locale][] = [
  [/^zh-(tw|hk|mo|hant)/i, 'zh-TW'],
  [/^zh/i, 'zh-CN'],
  [/^en/i, 'en'],
]

/** The first language of an `Accept-Language` header (or one language tag) that the desk speaks. */
export function localeOf(header: string | undefined): Locale | undefined {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => part.trim().split(/;\s*q=/))
    .sort((a, b) => Number(b[1] ?? 1) - Number(a[1] ?? 1))
  for (const [tag] of wanted) {
    const found = languages.find(([pattern]) => pattern.test(tag ?? ''))
    if (found) return found[1]
  }
  return undefined
}
