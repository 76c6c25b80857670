import { join } from 'node:path'
import { createConversation } from '../flows/conversation/chart.ts'
import { createTicket } from '../flows/ticket/chart.ts'
import type { TeamAddress } from './domain/actor.ts'
import type { Catalog } from './domain/catalog.ts'
import type { Policy } from './domain/policy.ts'
import type { Flow } from './engine/flow.ts'
import { findDay } from './inbox/read-day.ts'
import { createGuard, type Guard } from './insight/guard.ts'
import { loadLexicon } from './insight/load.ts'
import { remembering } from './insight/remember.ts'
import { createUnderstand, type Understand } from './insight/understand.ts'
import { machineEnvironment, type Variables } from './settings/environment.ts'
import { loadSettings, type Settings } from './settings/load.ts'
import { loadCatalog } from './settings/load-catalog.ts'
import { projectFolder } from './settings/project-folder.ts'
import { loadTexts } from './texts/load.ts'
import { createSpeaker, type Speaker } from './texts/speak.ts'

/** Everything a desk is made of that is data, read and checked once. */
export type Book = {
  folder: string
  settings: Settings
  catalog: Catalog
  speaker: Speaker
  understand: Understand
  guard: Guard
  flows: readonly Flow[]
}

/**
 * Reads settings, catalog, words and charts. Throws `SettingsError` with every mistake, its file and line. `env` stands in
 * for the machine's environment; `now` (epoch ms) decides which years' holidays are looked up; `adjust` changes the policy before anything is made of it; a wording
 * that turns out to lack something goes to `missing`, which throws where it is not given.
 */
export function readBook(
  options: {
    env?: Variables
    now?: number
    adjust?: ((policy: Policy) => Policy) | undefined
    missing?: (problem: string) => void
  } = {},
): Book {
  const {
    env = machineEnvironment(),
    now = Date.now(),
    adjust = (policy) => policy,
    missing,
  } = options
  const folder = projectFolder()
  const flowsFolder = join(folder, 'flows')
  const read = loadSettings({ configFolder: join(folder, 'config'), env, now })
  const settings = { ...read, policy: adjust(read.policy) }
  const { organisation, policy, calendar } = settings
  const { baseUrl } = settings.environment
  const privacyNotice = organisation.privacyNotice || (baseUrl && `${baseUrl}/privacy`)
  const catalog = loadCatalog(join(flowsFolder, 'catalog'), organisation, settings.language)
  const lexicon = loadLexicon(join(flowsFolder, 'catalog'), catalog, settings.language)
  const resources = loadTexts(flowsFolder, settings.language)
  const departments = Object.fromEntries(
    catalog.categories.map(({ id, department }) => [id, department]),
  )
  return {
    folder,
    settings,
    catalog,
    speaker: createSpeaker({
      resources,
      catalog,
      organisation,
      zone: organisation.zone,
      ...(missing ? { missing } : {}),
    }),
    understand: remembering(createUnderstand(lexicon, catalog, policy.levels)),
    guard: createGuard(lexicon),
    flows: [
      createConversation({
        catalog,
        policy,
        calendar,
        dayIn: (words, now) => findDay(words, calendar, now),
        ...(privacyNotice ? { privacyNotice } : {}),
        ...(baseUrl ? { pages: true as const } : {}),
        circles: organisation.circles.map((id): TeamAddress => `team:${id}`),
      }),
      createTicket({ policy, organisation, calendar, departments, tellsSeen: ['web'] }),
    ],
  }
}
