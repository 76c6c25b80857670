import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Locale, locales } from '../domain/wording.ts'
import { shown } from '../settings/explain-issues.ts'
import { type Problem, refuse } from '../settings/problem.ts'
import { type Checked, checkYaml, type Path, showPath } from '../settings/read-yaml.ts'
import { gapsOf, hasBrokenGap } from './template.ts'

/** Every sentence by language and full key (`conversation.soothe`): its alternative wordings, at least one. */
export type Resources = Readonly<Record<Locale, Readonly<Record<string, readonly string[]>>>>

/** Names of things the desk's charts speak of: they stand in the desk's texts, but under no flow's name. */
const families: readonly string[] = ['remedy', 'state', 'level', 'verdict', 'role', 'channel']
const familiesStandIn = 'desk'

type Sentence = { key: string; path: Path; texts: readonly string[] }
type TextFile = {
  locale: Locale
  checked: Checked<unknown>
  sentences: readonly Sentence[]
  problems: readonly Problem[]
}

/**
 * All wordings under `flowsFolder`: `<flow>/texts.<locale>.yaml`. Throws `SettingsError` where a language lacks a key or
 * has other gaps than the others, with file and line; `language` is that of the message.
 */
export function loadTexts(flowsFolder: string, language?: Locale): Resources {
  const resources: Record<Locale, Record<string, readonly string[]>> = {
    'zh-CN': {},
    'zh-TW': {},
    en: {},
  }
  const problems: Problem[] = []
  for (const flow of flowsWithTexts(flowsFolder)) {
    const files = locales.map((locale) => readFlow({ flowsFolder, flow, locale }))
    problems.push(...files.flatMap((file) => file.problems), ...compareLanguages(files))
    for (const { locale, sentences } of files) {
      for (const { key, texts } of sentences) resources[locale][key] = texts
    }
  }
  refuse(problems, language)
  return resources
}

/** The folders under `flowsFolder` that have wordings, by name. */
function flowsWithTexts(flowsFolder: string): readonly string[] {
  return readdirSync(flowsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => locales.some((locale) => existsSync(textFile(flowsFolder, name, locale))))
    .sort()
}

function textFile(flowsFolder: string, flow: string, locale: Locale): string {
  return join(flowsFolder, flow, `texts.${locale}.yaml`)
}

function readFlow(given: { flowsFolder: string; flow: string; locale: Locale }): TextFile {
  const { flowsFolder, flow, locale } = given
  const checked = checkYaml<unknown>(textFile(flowsFolder, flow, locale), z.unknown())
  const problems = [...checked.problems]
  const sentences: Sentence[] = []
  const tell = (path: Path, what: string, values: Record<string, string> = {}) =>
    problems.push(problemAt(checked, path, { what, values }))
  const walk = (value: unknown, path: Path): void => {
    if (isBranch(value)) {
      for (const [step, inner] of Object.entries(value)) {
        if (step.includes('.')) tell([...path, step], 'dotted key', { key: step })
        walk(inner, [...path, step])
      }
      return
    }
    const texts = Array.isArray(value) ? value : [value]
    if (texts.length === 0 || !texts.every((text) => typeof text === 'string' && text !== '')) {
      tell(path, 'no text')
      return
    }
    const broken = texts.find(hasBrokenGap)
    if (broken !== undefined)
      tell(path, 'broken gap', { got: shown(broken), example: '{{number}}' })
    sentences.push({ key: fullKey(flow, path), path, texts })
  }
  if (checked.value !== undefined) walk(checked.value, [])
  return { locale, checked, sentences, problems }
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fullKey(flow: string, path: Path): string {
  const isFamily = flow === familiesStandIn && families.includes(String(path[0]))
  return (isFamily ? path : [flow, ...path]).join('.')
}

/** Every key of any language, held against the others; a file that is wrong in itself is corrected first. */
function compareLanguages(files: readonly TextFile[]): Problem[] {
  const problems: Problem[] = []
  const told = new Set<string>()
  const indexed = files
    .filter((file) => file.problems.length === 0)
    .map((file) => ({ ...file, byKey: new Map(file.sentences.map((one) => [one.key, one])) }))
  for (const here of indexed) {
    for (const { key, path, texts } of here.sentences) {
      for (const there of indexed) {
        const difference = differs(texts, there, key)
        if (difference === undefined || told.has(`${there.locale} ${key}`)) continue
        // Two languages that differ are one mistake, told at the first.
        if (difference.what === 'other gaps' && here !== indexed[0]) continue
        told.add(`${there.locale} ${key}`)
        problems.push(problemAt(here.checked, path, difference))
      }
    }
  }
  return problems
}

function differs(
  texts: readonly string[],
  there: { locale: Locale; checked: Checked<unknown>; byKey: ReadonlyMap<string, Sentence> },
  key: string,
) {
  const other = there.byKey.get(key)
  const language = there.locale
  if (other === undefined) {
    return { what: 'key in one language', values: { language, other: there.checked.file } }
  }
  const values = { language, here: gaps(texts), there: gaps(other.texts) }
  return values.here === values.there ? undefined : { what: 'other gaps', values }
}

function gaps(texts: readonly string[]): string {
  return [...new Set(texts.flatMap(gapsOf))].sort().join(', ')
}

function problemAt(
  checked: Checked<unknown>,
  path: Path,
  told: { what: string; values: Record<string, string> },
): Problem {
  return { file: checked.file, line: checked.lineOf(path), path: showPath(path), ...told }
}
