import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

/** What the pages' handlers find in their context. */
export type PageEnv = {
  Variables: {
    nonce: string
    /** The sites beside our own that may show this very answer in a frame. */
    framers?: readonly string[]
  }
}

/** Headers of every answer: no sniffing, no framing by others, no referrer to others, no script that is not ours. */
export function safeHeaders(): MiddlewareHandler<PageEnv> {
  return async (c, next) => {
    const nonce = randomBytes(16).toString('base64')
    c.set('nonce', nonce)
    await next()
    const headers = c.res.headers
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Referrer-Policy', 'same-origin')
    const framers = c.get('framers') ?? []
    // It knows no list of sites; browsers that know the content policy need it not.
    if (framers.length === 0) headers.set('X-Frame-Options', 'SAMEORIGIN')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()')
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    if (!headers.has('Content-Security-Policy')) {
      headers.set('Content-Security-Policy', contentPolicy(nonce, framers))
    }
  }
}

function contentPolicy(nonce: string, framers: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ["frame-ancestors 'self'", ...framers].join(' '),
  ].join('; ')
}
