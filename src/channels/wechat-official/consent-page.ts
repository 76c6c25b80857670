import { Hono } from 'hono'
import { html } from 'hono/html'
import type { PageEnv } from '../../http/headers.ts'
import { channelName, type WechatSettings } from './account.ts'
import { type Consent, consentPath } from './consent.ts'

/** Where customers come back to from the platform's page: a line that says what came of it. */
export function createConsentPage(
  { say, locale, onProblem }: WechatSettings,
  consent: Consent,
): Hono<PageEnv> {
  const routes = new Hono<PageEnv>()
  for (const path of [consentPath, `${consentPath}/`]) {
    routes.get(path, async (c) => {
      const verdict = await consent.back((name) => c.req.query(name))
      if (verdict === 'refused') onProblem?.(`${channelName} refused a consent`)
      const text = say({ key: `channels.${channelName}.consent.${verdict}` }, locale)
      c.header('Cache-Control', 'no-store')
      return c.html(
        html`<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text}</title><p>${text}</p></html>`,
        verdict === 'refused' ? 400 : 200,
      )
    })
  }
  return routes
}
