import { Door } from './door.tsx'
import type { Look } from './layout.tsx'

export type ContinuePageProps = Look & {
  organisation: string
  /** The link's secret; absent where it opens nothing any more. */
  link?: string
}

/** What a private link shows first: nothing of the conversation before the visitor has said that it is his. */
export function ContinuePage({ words, organisation, link, ...look }: ContinuePageProps) {
  const { t } = words
  return (
    <Door
      {...look}
      words={words}
      title={t('customer.title', { organisation })}
      heading={t('customer.continue.title')}
      lead={t(link === undefined ? 'customer.continue.over' : 'customer.continue.lead')}
    >
      {link === undefined ? (
        <a class="button" href="/">
          {t('customer.continue.anew')}
        </a>
      ) : (
        <form method="post" action="/continue">
          <input type="hidden" name="link" value={link} />
          <button type="submit" class="button">
            {t('customer.continue.open')}
          </button>
        </form>
      )}
    </Door>
  )
}
