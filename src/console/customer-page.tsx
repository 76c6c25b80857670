import type { Known } from '../domain/message.ts'
import { Chat } from './chat.tsx'
import { DemoBar } from './demo.tsx'
import { Mark } from './icons.tsx'
import { Languages } from './languages.tsx'
import { Layout, type Look } from './layout.tsx'
import type { Words } from './words.ts'

export type CustomerPageProps = Look & {
  organisation: string
  /** Where the privacy notice stands. */
  notice: string
  /** True where this browser already has a conversation. */
  opened: boolean
  /** True on a page of somebody else's, in a frame. */
  embedded: boolean
  /** What the address says the talk is about. */
  known: Known | undefined
  /** In bytes. */
  largestFile: number
  /** What the desk's clock says (epoch ms), in a demo. */
  demo: number | undefined
}

/** The page a customer talks on. */
export function CustomerPage(props: CustomerPageProps) {
  const { words, organisation, notice, opened, embedded, known, largestFile, demo, ...look } = props
  const { t } = words
  return (
    <Layout
      {...look}
      words={words}
      title={t('customer.title', { organisation })}
      className={embedded ? 'customer embedded' : 'customer'}
      styles={['chat.css', 'composer.css', 'customer.css']}
      scripts={demo === undefined ? ['customer.js'] : ['customer.js', 'demo.js']}
    >
      <a class="skip" href="#message">
        {t('customer.skip')}
      </a>
      <main class="frame">
        <header class="head">
          <Mark />
          <div class="names">
            <h1>{organisation}</h1>
            <p>
              {t('customer.subtitle')}
              {' · '}
              <a class="notice-link" href={notice} target="_blank" rel="noopener">
                {t('privacy.title')}
              </a>
            </p>
          </div>
          <Languages words={words} />
        </header>
        {demo !== undefined && <DemoBar words={words} now={demo} />}
        <noscript>
          <p class="notice">{t('customer.noscript')}</p>
        </noscript>
        <Chat
          words={words}
          name="customer"
          base="/api/conversations/mine"
          events="/api/conversations/mine/events"
          opened={opened}
          placeholder={t('customer.placeholder')}
          largestFile={largestFile}
          typing={true}
          staff={false}
          embedded={embedded}
          known={known}
        >
          <Welcome words={words} organisation={organisation} known={known} />
        </Chat>
      </main>
    </Layout>
  )
}

type WelcomeProps = { words: Words; organisation: string; known: Known | undefined }

function Welcome({ words: { t }, organisation, known }: WelcomeProps) {
  return (
    <div class="welcome">
      <Mark />
      <h2>{t('customer.welcome', { organisation })}</h2>
      <p>{t('customer.welcome-more')}</p>
      {known && (
        <p class="known">
          {known.order && <span>{t('customer.known-order', { order: known.order })}</span>}
          {known.shop && <span>{t('customer.known-shop', { shop: known.shop })}</span>}
        </p>
      )}
      <fieldset class="starters">
        <legend class="unseen">{t('customer.starters')}</legend>
        {['complain', 'progress', 'human'].map((name) => (
          <button type="button" class="choice">
            {t(`customer.starter.${name}`)}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
