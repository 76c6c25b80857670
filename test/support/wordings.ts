import { type Locale, locales } from '../../src/domain/wording.ts'
import { loadCatalog } from '../../src/settings/load-catalog.ts'
import { organisationFile } from '../../src/settings/organisation-file.ts'
import { readYaml } from '../../src/settings/read-yaml.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { namesOf } from '../../src/texts/names.ts'

/** One wording of the product: `n` counts the alternatives of its key. */
export type Sentence = { locale: Locale; key: string; n: number; text: string }

/** Every sentence of the flows, in every language. */
export function allSentences(): readonly Sentence[] {
  return flatten(loadTexts('flows'))
}

/** Every sentence of the catalog and the organisation, in every language. */
export function catalogSentences(): readonly Sentence[] {
  const organisation = readYaml('config/organisation.yaml', organisationFile)
  return flatten(namesOf(loadCatalog('flows/catalog', organisation), organisation))
}

function flatten(resources: ReturnType<typeof loadTexts>): Sentence[] {
  return locales.flatMap((locale) =>
    Object.entries(resources[locale]).flatMap(([key, texts]) =>
      texts.map((text, n) => ({ locale, key, n, text })),
    ),
  )
}

/** How many sentences a text has; what stands in a gap is part of one. */
export function countSentences(text: string): number {
  const bare = text.replace(/\{\{\w+\}\}/g, 'x')
  return bare.split(/[。！？!?…]+|\.+(?=\s|$)/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length
}
