import type { Organisation } from '../domain/policy.ts'
import { Mark } from './icons.tsx'
import { Languages } from './languages.tsx'
import { Layout, type Look } from './layout.tsx'

export type PrivacyNoticeProps = Look & {
  organisation: Pick<Organisation, 'name' | 'hotline' | 'region'>
}

/** What has to be told before personal data is taken (PIPL art. 17, 24, 44–50; GDPR art. 13), in the order people ask. */
const parts = ['what', 'never', 'why', 'who', 'how-long', 'yours', 'machine', 'cookies'] as const

/** Where the organisation's privacy notice stands: its own page, or ours where it names none. */
export function noticeAddress({ privacyNotice }: Pick<Organisation, 'privacyNotice'>): string {
  return privacyNotice || '/privacy'
}

/** The privacy notice: what is kept, why, how long, who sees it, and how to have it shown or erased. */
export function PrivacyNotice({ organisation, words, ...look }: PrivacyNoticeProps) {
  const { t } = words
  const { hotline, region } = organisation
  const values = { organisation: organisation.name[words.locale], hotline }
  return (
    <Layout
      {...look}
      words={words}
      title={`${t('privacy.title')} · ${values.organisation}`}
      className="reading"
      styles={['customer.css', 'privacy.css']}
      scripts={[]}
    >
      <header class="head">
        <Mark />
        <div class="names">
          <h1>{t('privacy.title')}</h1>
          <p>{values.organisation}</p>
        </div>
        <Languages words={words} />
      </header>
      <main>
        {parts.map((part) => (
          <section>
            <h2>{t(`privacy.${part}.title`)}</h2>
            <p>{t(`privacy.${part}.text`, values)}</p>
            {part === 'how-long' && region === 'CN' && <p>{t('privacy.how-long.cn')}</p>}
          </section>
        ))}
        <section>
          <h2>{t('privacy.contact.title')}</h2>
          <p>{t('privacy.contact.text', values)}</p>
        </section>
      </main>
      <footer>
        <a href="/">{t('privacy.back')}</a>
      </footer>
    </Layout>
  )
}
