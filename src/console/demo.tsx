import { type Context, Hono } from 'hono'
import { fromOwnPage } from '../http/visitor.ts'
import { pageLocale } from './page-locale.ts'
import type { ConsoleSettings, Demo } from './port.ts'
import { type Words, wordsIn } from './words.ts'

const minute = 60_000
const steps: Readonly<Record<string, number | 'working day'>> = {
  'ten-minutes': 10 * minute,
  hour: 60 * minute,
  'working-day': 'working day',
  'five-days': 5 * 24 * 60 * minute,
}

/** Buttons that push the desk's clock forward. */
export function DemoBar({ words: { t }, now }: { words: Words; now: number }) {
  return (
    <aside class="demo" aria-label={t('demo.title')}>
      <strong>{t('demo.title')}</strong>
      <span>{t('demo.lead')}</span>
      <form method="post" action="/demo/advance">
        {Object.keys(steps).map((step) => (
          <button type="submit" class="button quiet" name="step" value={step}>
            {t(`demo.${step}`)}
          </button>
        ))}
      </form>
      <output data-failed={t('demo.failed')}>{t('demo.now', { time: { time: now } })}</output>
    </aside>
  )
}

/** The demo's one endpoint; it does not exist outside a demo. */
export function demoRoutes(settings: ConsoleSettings, demo: Demo): Hono {
  return new Hono().post('/demo/advance', async (c: Context) => {
    if (!fromOwnPage(c, settings.site)) return c.notFound()
    const words = wordsIn(settings.say, pageLocale(c, settings.organisation.locale))
    const step = steps[String((await c.req.parseBody()).step)]
    if (step === undefined) return c.json({ message: words.t('demo.failed') }, 400)
    await demo.advance(step)
    const time = { time: settings.clock.now() }
    return c.json({ message: words.t('demo.moved', { time }) })
  })
}
