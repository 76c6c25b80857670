import { Door } from './door.tsx'
import type { Look } from './layout.tsx'

export type EntranceProps = Look & {
  organisation: string
  /** Where the privacy notice stands. */
  notice: string
  /** A sign-in link's secret: then there is nothing to type. */
  link?: string
  code?: string
  wrong?: 'wrong' | 'wrong-link' | 'busy'
}

/** All that somebody sees of the desk who is not signed in. */
export function Entrance(props: EntranceProps) {
  const { words, organisation, notice, link, code, wrong, ...look } = props
  const { t } = words
  return (
    <Door
      {...look}
      words={words}
      title={t('desk.title', { organisation })}
      heading={t('desk.entrance.title')}
      lead={t(link === undefined ? 'desk.entrance.lead' : 'desk.entrance.link-lead')}
    >
      {link === undefined ? (
        <form method="post" action="/desk/pair">
          {wrong && <Wrong text={t(`desk.entrance.${wrong}`)} />}
          <label for="name">{t('desk.entrance.your-name')}</label>
          <input id="name" name="name" required maxlength={40} autocomplete="name" />
          <label for="code">{t('desk.entrance.code')}</label>
          <input
            id="code"
            name="code"
            required
            maxlength={100}
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck={false}
            value={code ?? ''}
          />
          <button type="submit" class="button">
            {t('desk.entrance.enter')}
          </button>
        </form>
      ) : (
        <form method="post" action="/desk/enter">
          {wrong && <Wrong text={t(`desk.entrance.${wrong}`)} />}
          <input type="hidden" name="link" value={link} />
          <button type="submit" class="button">
            {t('desk.entrance.link-enter')}
          </button>
        </form>
      )}
      <footer>
        <a href={notice}>{t('privacy.title')}</a>
      </footer>
    </Door>
  )
}

function Wrong({ text }: { text: string }) {
  return (
    <p class="wrong" role="alert">
      {text}
    </p>
  )
}
