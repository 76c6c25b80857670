import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Catalog } from '../domain/catalog.ts'
import type { Locale } from '../domain/wording.ts'
import { notAmong, type Told } from '../settings/explain-issues.ts'
import { type Problem, refuse } from '../settings/problem.ts'
import { type Checked, checkYaml, type Path, showPath } from '../settings/read-yaml.ts'
import { answerFileSchema } from './answer-file.ts'
import {
  factFileSchema,
  guardFileSchema,
  type Lexicon,
  lexiconFileSchema,
  soundsFileSchema,
} from './lexicon.ts'

type LexiconFile = z.infer<typeof lexiconFileSchema>

/** The files of `safety/` that hold words; the others are read with the catalog. */
const safetyFiles = ['danger.yaml', 'idioms.yaml', 'moments.yaml']

const ownForm = ['facts.yaml', 'guard.yaml']

/**
 * Reads the words the desk understands: `lexicon/` of the catalog's folder, and what asks for each of its answers.
 * Throws `SettingsError` with every mistake of every file; `language` is that of the message.
 */
export function loadLexicon(
  folder: string,
  { categories }: Pick<Catalog, 'categories'>,
  language?: Locale,
): Lexicon {
  const words = join(folder, 'lexicon')
  const answers = checkYaml(join(folder, 'answers.yaml'), answerFileSchema)
  const facts = checkYaml(join(words, 'facts.yaml'), factFileSchema)
  const guard = checkYaml(join(words, 'guard.yaml'), guardFileSchema)
  const lexicon = readdirSync(words)
    .filter((name) => name.endsWith('.yaml') && !ownForm.includes(name))
    .sort()
    .map((name) => checkYaml(join(words, name), lexiconFileSchema))
  const safety = safetyFiles.map((name) =>
    checkYaml(join(folder, 'safety', name), lexiconFileSchema),
  )
  const sounds = checkYaml(join(folder, 'safety', 'sounds.yaml'), soundsFileSchema)
  const known = categories.map(({ id }) => id)
  refuse(
    [
      ...[answers, facts, guard, sounds, ...lexicon, ...safety].flatMap(({ problems }) => problems),
      ...unknownNames(lexicon, known),
      ...unknownNames(safety, known),
    ],
    language,
  )
  const asked = answers.value!.answers.flatMap(({ id, rule, words: asking, alone }) => [
    { rule, means: { answer: id, mask: true as const }, words: asking },
    ...(alone ? [{ rule, means: { answer: id }, alone: true as const, words: alone }] : []),
  ])
  return {
    entries: [...lexicon.flatMap(({ value }) => value!.entries), ...asked],
    facts: facts.value!.facts,
    guard: guard.value!,
    safety: {
      entries: safety.flatMap(({ value }) => value!.entries),
      sounds: sounds.value!,
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
