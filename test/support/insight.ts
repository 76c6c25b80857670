import { loadLexicon } from '../../src/insight/load.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { loadCatalog } from '../../src/settings/load-catalog.ts'

const folder = 'flows/catalog'

/** The project's own catalog and words. */
export const catalog = loadCatalog(folder, loadSettings({ configFolder: 'config' }).organisation)
export const lexicon = loadLexicon(folder, catalog)
