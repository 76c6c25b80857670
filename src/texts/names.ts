import type { Catalog, InEveryLanguage, WaysToSay } from '../domain/catalog.ts'
import type { Organisation } from '../domain/policy.ts'
import { type Locale, locales } from '../domain/wording.ts'

type Names = Record<Locale, Record<string, readonly string[]>>

/**
 * Families of keys made from the catalog, the organisation and the running channels; charts may still speak of one that was
 * removed.
 */
export const namedByData: ReadonlySet<string> = new Set([
  'category',
  'department',
  'team',
  'question',
  'label',
  'option',
  'answer',
  'channel',
])

/** What the catalog and the organisation add to the wordings: `category.quality`, `question.quality.bought`, … */
export function namesOf(
  catalog: Pick<Catalog, 'categories' | 'answers'>,
  organisation: Organisation,
): Names {
  const names: Names = { 'zh-CN': {}, 'zh-TW': {}, en: {} }
  const name = (key: string, texts: InEveryLanguage | WaysToSay) => {
    for (const locale of locales) {
      const text = texts[locale]
      names[locale][key] = typeof text === 'string' ? [text] : text
    }
  }
  for (const category of catalog.categories) {
    name(`category.${category.id}`, category.name)
    for (const question of [...category.open, ...category.closed]) {
      const id = `${category.id}.${question.id}`
      name(`question.${id}`, question.ask)
      name(`label.${id}`, question.label)
      for (const option of question.options ?? []) name(`option.${id}.${option.id}`, option.label)
    }
  }
  for (const answer of catalog.answers) name(`answer.${answer.id}`, answer.text)
  for (const { id, name: title } of organisation.departments) name(`department.${id}`, title)
  for (const { id, name: title } of organisation.teams) name(`team.${id}`, title)
  name('organisation.name', organisation.name)
  name('organisation.recourse', organisation.recourse)
  name('organisation.medicalReaders', organisation.medicalReaders)
  const { hotline } = organisation
  name('organisation.hotline', { 'zh-CN': hotline, 'zh-TW': hotline, en: hotline })
  return names
}
