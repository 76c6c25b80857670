import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import type { Catalog, CatalogAnswer, Category } from '../domain/catalog.ts'
import type { Organisation } from '../domain/policy.ts'
import type { EmergencyNumbers } from '../domain/safety.ts'
import type { Locale } from '../domain/wording.ts'
import { answersFile, categoryFile } from './catalog-file.ts'
import { notAmong, shown, type Told } from './explain-issues.ts'
import { type Problem, refuse } from './problem.ts'
import { type Checked, checkYaml, type Path, showPath } from './read-yaml.ts'
import { kindsFile, regionsFile } from './safety-file.ts'

type Regions = z.infer<typeof regionsFile>

/**
 * The categories and answers under `folder` (`flows/catalog`), categories by name and `other` last. Throws `SettingsError` with every
 * mistake: file, line, what to do. `language` is that of the message.
 */
export function loadCatalog(
  folder: string,
  organisation: Organisation,
  language?: Locale,
): Catalog {
  const answers = checkYaml(join(folder, 'answers.yaml'), answersFile)
  const { files, problems } = categoryFiles(join(folder, 'categories'))
  const categories = files.map((file) => checkYaml(file, categoryFile))
  const kinds = checkYaml(join(folder, 'safety', 'kinds.yaml'), kindsFile)
  const regions = checkYaml(join(folder, 'safety', 'regions.yaml'), regionsFile)
  refuse(
    [
      ...problems,
      ...[...categories, answers, kinds, regions].flatMap((checked) => checked.problems),
      ...categories.flatMap((checked) => misplaced(checked, organisation)),
      ...repeatedAnswers(answers),
    ],
    language,
  )
  return {
    categories: categories.map(({ value }) => value!),
    answers: answers.value!,
    safety: { kinds: kinds.value!, numbers: numbersIn(regions.value!, organisation) },
  }
}

function numbersIn({ regions }: Regions, { region }: Organisation): EmergencyNumbers {
  return regions[region] ?? regions.other
}

function categoryFiles(folder: string): { files: string[]; problems: Problem[] } {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
    return { files: names.sort(byName).map((name) => join(folder, name)), problems: [] }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const problem = { file: folder, line: 0, path: '', what: 'no folder' }
    return { files: [], problems: [problem] }
  }
}

/** What fits nothing else comes last wherever categories are listed. */
function byName(a: string, b: string): number {
  const isLast = (name: string) => Number(name === 'other.yaml')
  return isLast(a) - isLast(b) || (a < b ? -1 : 1)
}

/** What a category says about other files: its name, its department. */
function misplaced(checked: Checked<Category>, organisation: Organisation): Problem[] {
  const { value, file } = checked
  if (value === undefined) return []
  const problems: Problem[] = []
  const name = basename(file)
  if (name !== `${value.id}.yaml`) {
    const values = { got: shown(value.id), file: name }
    problems.push(problemAt(checked, ['id'], { what: 'file name', values }))
  }
  const departments = organisation.departments.map(({ id }) => id)
  if (!departments.includes(value.department)) {
    const told = notAmong(value.department, departments, 'not in organisation')
    problems.push(problemAt(checked, ['department'], told))
  }
  return problems
}

function repeatedAnswers(checked: Checked<readonly CatalogAnswer[]>): Problem[] {
  const ids = (checked.value ?? []).map(({ id }) => id)
  return ids.flatMap((id, i) => {
    if (ids.indexOf(id) === i) return []
    return [problemAt(checked, ['answers', i, 'id'], { what: 'twice', values: { got: shown(id) } })]
  })
}

function problemAt(checked: Checked<unknown>, path: Path, told: Told): Problem {
  return { file: checked.file, line: checked.lineOf(path), path: showPath(path), ...told }
}
