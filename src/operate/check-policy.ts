import { join } from 'node:path'
import type { Catalog } from '../domain/catalog.ts'
import type { Organisation } from '../domain/policy.ts'
import { loadLexicon } from '../insight/load.ts'
import { machineEnvironment } from '../settings/environment.ts'
import { loadSettings } from '../settings/load.ts'
import { loadCatalog } from '../settings/load-catalog.ts'
import { organisationFile } from '../settings/organisation-file.ts'
import { type Problem, SettingsError } from '../settings/problem.ts'
import { checkYaml } from '../settings/read-yaml.ts'
import { wechatMenuFile } from '../settings/wechat-menu-file.ts'
import { loadTexts } from '../texts/load.ts'

/** Every mistake of every file an operator writes, and what does not stop a start but will hurt. */
export type PolicyReport = { problems: readonly Problem[]; warnings: readonly string[] }

/**
 * Reads what a start reads, but goes on after a mistake: settings, catalog, words. `folder` holds `config/` and `flows/`.
 */
export function checkPolicy(folder: string): PolicyReport {
  const problems: Problem[] = []
  function tried<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      problems.push(...error.problems)
      return undefined
    }
  }
  const config = join(folder, 'config')
  const catalogFolder = join(folder, 'flows', 'catalog')
  const settings = tried(() => loadSettings({ configFolder: config, env: machineEnvironment() }))
  const organisation: Organisation | undefined =
    settings?.organisation ?? checkYaml(join(config, 'organisation.yaml'), organisationFile).value
  // Without its departments a catalog cannot be judged: its mistakes are told once the organisation is right.
  const catalog: Catalog | undefined =
    organisation && tried(() => loadCatalog(catalogFolder, organisation))
  if (catalog) tried(() => loadLexicon(catalogFolder, catalog))
  problems.push(...checkYaml(join(config, 'wechat-menu.yaml'), wechatMenuFile).problems)
  tried(() => loadTexts(join(folder, 'flows')))
  return { problems, warnings: settings?.warnings ?? [] }
}
