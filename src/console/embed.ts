import type { Context } from 'hono'
import { locales } from '../domain/wording.ts'
import type { ConsoleSettings } from './port.ts'
import { wordsIn } from './words.ts'

/**
 * `GET /embed.js`: the script a shop's page loads by one line, with its few words in every language. Whether a site may
 * show the chat is not decided here but by the frame it opens.
 */
export function embedScript(
  c: Context,
  { say, source }: { say: ConsoleSettings['say']; source: string },
): Response {
  const words = Object.fromEntries(
    locales.map((locale) => {
      const { t } = wordsIn(say, locale)
      return [locale, { open: t('embed.open'), close: t('embed.close'), news: t('embed.news') }]
    }),
  )
  return c.body(`'use strict';{const texts=${JSON.stringify(words)}\n${source}}`, 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'public, max-age=3600',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
}
