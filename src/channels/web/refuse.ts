import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { localeOf } from '../../http/visitor.ts'
import type { WebSettings } from './settings.ts'

/** Why a request was not taken; programs read the code, people the message beside it. */
export type Refusal =
  | 'too long'
  | 'file too large'
  | 'not a picture'
  | 'unreadable picture'
  | 'bad request'
  | 'other site'
  | 'no conversation'
  | 'limited'
  | 'busy'
  | 'try again'

/** A polite no, in the visitor's language. */
export function refuse(
  c: Context,
  settings: Pick<WebSettings, 'say' | 'locale' | 'limits'>,
  status: ContentfulStatusCode,
  code: Refusal,
  more: { kept?: boolean } = {},
): Response {
  const locale = localeOf(c.req.header('accept-language')) ?? settings.locale
  const key = `console.refused.${code.replaceAll(' ', '-')}`
  const values = {
    megabytes: Math.floor(settings.limits.fileSize.value / 1024 / 1024),
    characters: settings.limits.textLength.value,
  }
  return c.json(
    { error: { code, message: settings.say({ key, values }, locale) }, ...more },
    status,
  )
}

/** Too much at once: nothing was kept, `Retry-After` says in seconds when to come again. */
export function refuseBusy(
  c: Context,
  settings: Pick<WebSettings, 'say' | 'locale' | 'limits'>,
  wait: number,
): Response {
  c.header('Retry-After', String(Math.ceil(wait / 1000)))
  return refuse(c, settings, 429, 'busy', { kept: false })
}
