import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parse } from 'yaml'
import type { Locale } from '../domain/wording.ts'
import { projectFolder } from './project-folder.ts'

/**
 * One mistake in a file an operator writes. `what` is a key under `what` in `flows/settings/texts.*.yaml`; line 0 means
 * the file as a whole.
 */
export type Problem = {
  file: string
  line: number
  path: string
  what: string
  values?: Readonly<Record<string, string | number>>
}

/** Settings, a catalog or wordings cannot be used. The message lists every mistake: file, line, what to do. */
export class SettingsError extends Error {
  override name = 'SettingsError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], language: Locale = 'en') {
    super(describeProblems(problems, language))
    this.problems = problems
  }
}

/** Throws what was found, if anything was. */
export function refuse(problems: readonly Problem[], language?: Locale): void {
  if (problems.length > 0) throw new SettingsError(problems, language)
}

function describeProblems(problems: readonly Problem[], language: Locale): string {
  const lines = problems.map((problem) => describeProblem(problem, language))
  return [operatorText('mistakes', { count: problems.length }, language), ...lines].join('\n')
}

/** One mistake in a line: file, line, what is wrong, what to do. */
export function describeProblem(problem: Problem, language: Locale): string {
  const what = operatorText(`what.${problem.what}`, spoken(problem, language), language)
  const key = headingOf(problem)
  const file = relative(process.cwd(), problem.file)
  const shown = file.startsWith('..') ? problem.file : file
  return operatorText(key, { ...problem, file: shown, line: problem.line, what }, language)
}

function headingOf({ line, path }: Problem): string {
  if (line === 0) return 'mistake without line'
  return path === '' ? 'mistake without path' : 'mistake'
}

function spoken({ values = {} }: Problem, language: Locale): object {
  const { expected } = values
  if (expected === undefined) return values
  return { ...values, expected: operatorText(`type.${expected}`, {}, language) }
}

const wordings = new Map<Locale, Readonly<Record<string, unknown>>>()

/** A sentence of `flows/settings/texts.*.yaml` by its dotted key; where that file is unusable, the key and values. */
export function operatorText(key: string, values: object, language: Locale): string {
  const [group, leaf] = key.includes('.') ? key.split('.') : [undefined, key]
  const all = wordings.get(language) ?? readWordings(language)
  const branch = (group === undefined ? all : all[group]) as Record<string, unknown> | undefined
  const text = branch?.[leaf!]
  if (typeof text !== 'string') return `${leaf} ${JSON.stringify(values)}`
  const byName = new Map<string, unknown>(Object.entries(values))
  return text.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(byName.get(name) ?? gap))
}

function readWordings(language: Locale): Readonly<Record<string, unknown>> {
  const file = join(projectFolder(), 'flows', 'settings', `texts.${language}.yaml`)
  const read = parseQuietly(file)
  wordings.set(language, read)
  return read
}

/** A mistake must be told even where the words for it are broken themselves. */
function parseQuietly(file: string): Readonly<Record<string, unknown>> {
  try {
    return (parse(readFileSync(file, 'utf8')) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}
