import { locales } from '../domain/wording.ts'
import type { Words } from './words.ts'

/** The page's languages, each in its own name. */
export function Languages({ words: { t, locale } }: { words: Words }) {
  return (
    <nav class="languages" aria-label={t('customer.language')}>
      {locales.map((other) => {
        const [short, whole] = [t(`language.short-${other}`), t(`language.${other}`)]
        return (
          <a
            href={`?lang=${other}`}
            lang={other}
            hreflang={other}
            // Who speaks to his browser says the words he sees.
            aria-label={whole.includes(short) ? whole : `${short} ${whole}`}
            {...(other === locale && { 'aria-current': 'true' })}
          >
            {short}
          </a>
        )
      })}
    </nav>
  )
}
