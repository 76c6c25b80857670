import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Policy } from '../domain/policy.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import { localeOf } from './visitor.ts'

/** Why a request was not taken; programs read the code, people the message beside it. */
export type Refusal =
  | 'too long'
  | 'file too large'
  | 'not a picture'
  | 'unreadable picture'
  | 'bad request'
  | 'other site'
  | 'no conversation'
  | 'no file'
  | 'no address'
  | 'wrong method'
  | 'limited'
  | 'busy'
  | 'try again'

/** What a refusal is worded with. */
export type Refusing = {
  say(wording: Wording, locale: Locale): string
  /** The language of a visitor whose browser names none of ours. */
  locale: Locale
  limits: Policy['limits']
}

/** A polite no, in the visitor's language. */
export function refuse(
  c: Context,
  { say, locale, limits }: Refusing,
  status: ContentfulStatusCode,
  code: Refusal,
  more: { kept?: boolean } = {},
): Response {
  const key = `console.refused.${code.replaceAll(' ', '-')}`
  const values = {
    megabytes: Math.floor(limits.fileSize.value / 1024 / 1024),
    characters: limits.textLength.value,
  }
  const message = say({ key, values }, localeOf(c.req.header('accept-language')) ?? locale)
  return c.json({ error: { code, message }, ...more }, status)
}

/** Too much at once: nothing was kept, `Retry-After` says in seconds when to come again. */
export function refuseBusy(c: Context, refusing: Refusing, wait: number): Response {
  c.header('Retry-After', String(Math.ceil(wait / 1000)))
  return refuse(c, refusing, 429, 'busy', { kept: false })
}

type Route = { method: string; path: string }

/** What no route of the API has answered: another method of an address that is there, or no address at all. */
export function refuseUnrouted(c: Context, refusing: Refusing, routes: readonly Route[]): Response {
  const methods = routes
    .filter(({ method, path }) => method !== 'ALL' && patternOf(path).test(c.req.path))
    .map(({ method }) => method)
  if (methods.length === 0) return refuse(c, refusing, 404, 'no address')
  c.header('Allow', [...new Set(methods)].join(', '))
  return refuse(c, refusing, 405, 'wrong method')
}

/** `/api/tickets/:number` → what such addresses look like. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
}
