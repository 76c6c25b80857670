import { readFileSync } from 'node:fs'
import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Locale } from '../domain/wording.ts'
import { explainIssues } from './explain-issues.ts'
import { type Problem, refuse } from './problem.ts'

export type Path = readonly (string | number)[]

/** A YAML file that was read: its value where it is right, the mistakes where not, and where each key stands. */
export type Checked<T> = {
  file: string
  value?: T
  problems: readonly Problem[]
  /** The line of the key at that path, or of the nearest one above it. */
  lineOf(path: Path): number
}

/** Reads a file into what `schema` makes of it. Throws `SettingsError` with every mistake and its line. */
export function readYaml<T>(file: string, schema: z.ZodType<T>, language?: Locale): T {
  const checked = checkYaml(file, schema)
  refuse(checked.problems, language)
  return checked.value as T
}

/** The same without throwing, for callers that collect the mistakes of several files. */
export function checkYaml<T>(file: string, schema: z.ZodType<T>): Checked<T> {
  const text = readText(file)
  if (text === undefined) {
    const problem = { file, line: 0, path: '', what: 'no file' }
    return { file, problems: [problem], lineOf: () => 0 }
  }
  return checkYamlText({ file, text, schema })
}

/** Checks text as if it stood in `file`. */
function checkYamlText<T>(given: { file: string; text: string; schema: z.ZodType<T> }): Checked<T> {
  const { file, text, schema } = given
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineOf = (path: Path) => lines.linePos(offsetOf(document, path)).line
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      path: '',
      what: 'not yaml',
      values: { detail: error.message },
    }))
    return { file, problems, lineOf }
  }
  const result = schema.safeParse(document.toJS() ?? {}, { reportInput: true })
  if (result.success) return { file, value: result.data, problems: [], lineOf }
  const problems = explainIssues(result.error.issues, schema).map(({ path, ...problem }) => ({
    ...problem,
    file,
    line: lineOf(path),
    path: showPath(path),
  }))
  return { file, problems, lineOf }
}

/** `levels.words[2].level`. */
export function showPath(path: Path): string {
  return path.reduce<string>((shown, step) => {
    if (typeof step === 'number') return `${shown}[${step}]`
    return shown === '' ? step : `${shown}.${step}`
  }, '')
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = rangeStart(node) ?? 0
  for (const step of path) {
    const next = stepInto(node, step)
    if (next === undefined) break
    offset = next.offset ?? offset
    node = next.node
  }
  return offset
}

function stepInto(node: unknown, step: string | number) {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : { node: item, offset: rangeStart(item) }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isNode(key) && String(key.toJSON()) === String(step))
  return pair && { node: pair.value, offset: rangeStart(pair.key) }
}

function rangeStart(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}
