import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog, Category } from '../domain/catalog.ts'
import { type Problem, refuse } from '../settings/problem.ts'
import { checkYaml } from '../settings/read-yaml.ts'
import { answerFileSchema, categorySchema } from './catalog-schema.ts'
import { factFileSchema, guardFileSchema, type Lexicon, lexiconFileSchema } from './lexicon.ts'

/** What the desk knows: its categories, questions and answers, and the words it understands. */
export type Insight = { catalog: Catalog; lexicon: Lexicon }

const ownForm = ['facts.yaml', 'guard.yaml']

/**
 * Reads `categories/`, `answers.yaml` and `lexicon/` of a catalog folder; categories come by name, with `other` last.
 * Throws `SettingsError` with every mistake of every file.
 */
export function loadInsight(folder: string): Insight {
  const problems: Problem[] = []
  function read<T>(file: string, schema: Parameters<typeof checkYaml<T>>[1]): T | undefined {
    const checked = checkYaml(file, schema)
    problems.push(...checked.problems)
    return checked.value
  }

  const categories = yamlFiles(join(folder, 'categories')).map(
    (file) => read(file, categorySchema) as Category | undefined,
  )
  const answers = read(join(folder, 'answers.yaml'), answerFileSchema)
  const words = join(folder, 'lexicon')
  const files = yamlFiles(words).filter((file) => !ownForm.some((name) => file.endsWith(name)))
  const entries = files.map((file) => read(file, lexiconFileSchema))
  const facts = read(join(words, 'facts.yaml'), factFileSchema)
  const guard = read(join(words, 'guard.yaml'), guardFileSchema)
  refuse(problems)

  return {
    catalog: {
      categories: categories.map((category) => category!),
      answers: answers!.answers.map(({ id, text }) => ({ id, text })),
    },
    lexicon: {
      entries: [
        ...entries.flatMap((file) => file!.entries),
        ...answers!.answers.map(({ id, rule, words }) => ({ rule, means: { answer: id, mask: true as const }, words })),
      ],
      facts: facts!.facts,
      guard: guard!,
    },
  }
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort((a, b) => Number(a === 'other.yaml') - Number(b === 'other.yaml') || (a < b ? -1 : 1))
    .map((name) => join(folder, name))
}
