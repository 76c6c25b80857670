import type { Locale, Wording } from '../../src/domain/wording.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'

const { organisation, policy } = loadSettings({ configFolder: 'config', env: {} })
const speaker = createSpeaker({
  resources: loadTexts('flows'),
  catalog: { categories: [], answers: [] },
  organisation,
  zone: organisation.zone,
})

/** The rules and the words of a channel under test; read once, for reading them takes longer than most tests. */
export const voice = {
  policy,
  locale: 'zh-CN' as const,
  say: (wording: Wording, locale: Locale) => speaker.speak(wording, locale),
}
