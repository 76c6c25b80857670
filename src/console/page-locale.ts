import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type Locale, locales } from '../domain/wording.ts'
import { localeOf } from '../http/visitor.ts'

const cookie = 'redress_language'
const year = 365 * 24 * 3600

/** The language of a page: chosen on it, else the browser's, else the desk's. A choice is remembered. */
export function pageLocale(c: Context, otherwise: Locale): Locale {
  const chosen = locales.find((locale) => locale === c.req.query('lang'))
  if (chosen) setCookie(c, cookie, chosen, { path: '/', sameSite: 'Lax', maxAge: year })
  const kept = locales.find((locale) => locale === getCookie(c, cookie))
  return chosen ?? kept ?? localeOf(c.req.header('accept-language')) ?? otherwise
}
