import { join } from 'node:path'
import type { Calendar } from '../domain/calendar.ts'
import type { Organisation, Policy } from '../domain/policy.ts'
import type { Locale } from '../domain/wording.ts'
import { buildCalendar, lastTabledYear } from './build-calendar.ts'
import {
  type Environment,
  machineEnvironment,
  operatorLanguage,
  readEnvironment,
  type Variables,
} from './environment.ts'
import { organisationFile } from './organisation-file.ts'
import { policyFile } from './policy-file.ts'
import { operatorText, refuse } from './problem.ts'
import { checkYaml } from './read-yaml.ts'

/** All settings, checked once, as plain data. */
export type Settings = {
  policy: Policy
  organisation: Organisation
  calendar: Calendar
  environment: Environment
  /** The operator's, for start-up messages. */
  language: Locale
  /** What does not stop the start, but will hurt; sentences in `language`. */
  warnings: readonly string[]
}

/** How far ahead of its end a year without public holidays is told of: deadlines reach that far. */
const ahead = 62 * 86_400_000

/**
 * Reads `policy.yaml`, `organisation.yaml` and `.env` in `configFolder`. Throws `SettingsError` with every mistake in
 * them. `now` (epoch ms) decides for which years public holidays are looked up.
 */
export function loadSettings(given: {
  configFolder: string
  env?: Variables
  now?: number
}): Settings {
  const { configFolder, env = machineEnvironment(), now = Date.now() } = given
  const language = operatorLanguage(env)
  const policy = checkYaml(join(configFolder, 'policy.yaml'), policyFile)
  const organisation = checkYaml(join(configFolder, 'organisation.yaml'), organisationFile)
  const { environment, problems } = readEnvironment(
    configFolder,
    env,
    organisation.value?.teams.map(({ id }) => id),
  )
  refuse([...policy.problems, ...organisation.problems, ...problems], language)
  const year = new Date(now).getUTCFullYear()
  const { calendar, unknownYears } = buildCalendar(organisation.value!, year - 1, year + 2)
  const soon = new Date(now + ahead).getUTCFullYear()
  const warnings = unknownYears
    .filter((unknown) => unknown <= soon)
    .map((unknown) => {
      const values = { year: unknown, last: lastTabledYear(unknown) }
      return operatorText('warning.no holidays', values, language)
    })
  return {
    policy: policy.value!,
    organisation: organisation.value!,
    calendar,
    environment,
    language,
    warnings,
  }
}
