import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Catalog } from '../domain/catalog.ts'
import { categoryFile } from '../settings/catalog-file.ts'
import { notAmong, type Told } from '../settings/explain-issues.ts'
import { type Problem, refuse } from '../settings/problem.ts'
import { type Checked, checkYaml, type Path, showPath } from '../settings/read-yaml.ts'
import { answerFileSchema } from './answer-file.ts'
import { factFileSchema, guardFileSchema, type Lexicon, lexiconFileSchema } from './lexicon.ts'

/** What the desk knows: its categories, questions and answers, and the words it understands. */
export type Insight = { catalog: Catalog; lexicon: Lexicon }

type LexiconFile = z.infer<typeof lexiconFileSchema>

const ownForm = ['facts.yaml', 'guard.yaml']

/**
 * Reads `categories/`, `answers.yaml` and `lexicon/` of a catalog folder; categories come by name, with `other` last.
 * Throws `SettingsError` with every mistake of every file.
 */
export function loadInsight(folder: string): Insight {
  const words = join(folder, 'lexicon')
  const categories = yamlFiles(join(folder, 'categories')).map((file) =>
    checkYaml(file, categoryFile),
  )
  const answers = checkYaml(join(folder, 'answers.yaml'), answerFileSchema)
  const facts = checkYaml(join(words, 'facts.yaml'), factFileSchema)
  const guard = checkYaml(join(words, 'guard.yaml'), guardFileSchema)
  const lexicon = yamlFiles(words)
    .filter((file) => !ownForm.some((name) => file.endsWith(name)))
    .map((file) => checkYaml(file, lexiconFileSchema))
  const known = categories.flatMap(({ value }) => (value ? [value.id] : []))
  refuse([
    ...[...categories, answers, facts, guard, ...lexicon].flatMap(({ problems }) => problems),
    ...unknownNames(lexicon, known),
  ])
  return {
    catalog: {
      categories: categories.map(({ value }) => value!),
      answers: answers.value!.answers.map(({ id, text }) => ({ id, text })),
    },
    lexicon: {
      entries: [
        ...lexicon.flatMap(({ value }) => value!.entries),
        ...answers.value!.answers.map(({ id, rule, words }) => ({
          rule,
          means: { answer: id, mask: true as const },
          words,
        })),
      ],
      facts: facts.value!.facts,
      guard: guard.value!,
    },
  }
}

/** Categories and negations that the lexicon names and nobody defines. */
function unknownNames(
  files: readonly Checked<LexiconFile>[],
  categories: readonly string[],
): Problem[] {
  const all = files.flatMap(({ value }) => value?.entries ?? [])
  const negations = [...new Set(all.flatMap(({ means }) => means.negation ?? []))]
  return files.flatMap((checked) =>
    (checked.value?.entries ?? []).flatMap(({ means, unless = [] }, i) => {
      const { category } = means
      const lost = category !== undefined && !categories.includes(category)
      return [
        ...(lost
          ? [
              problemAt(
                checked,
                ['entries', i, 'means', 'category'],
                notAmong(category, categories),
              ),
            ]
          : []),
        ...unless
          .filter((name) => !negations.includes(name))
          .map((name) => problemAt(checked, ['entries', i, 'unless'], notAmong(name, negations))),
      ]
    }),
  )
}

function problemAt(checked: Checked<unknown>, path: Path, told: Told): Problem {
  return { file: checked.file, line: checked.lineOf(path), path: showPath(path), ...told }
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort((a, b) => Number(a === 'other.yaml') - Number(b === 'other.yaml') || (a < b ? -1 : 1))
    .map((name) => join(folder, name))
}
