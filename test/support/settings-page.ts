import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { environmentNames } from '../../src/settings/environment.ts'
import { readPage } from './documents.ts'
import { code, markdownTable } from './markdown-table.ts'

/** One setting: how it is called, its value as shipped, what the file says of it, and where that comes from. */
export type Setting = { key: string; value: string; rule: string; means: string; source: string }

/** Settings that stand under one heading of their file. */
export type Section = { title: string; means: string; settings: readonly Setting[] }

/** The keys of a commented YAML file: a section for each outer key that holds others, one for all that stand alone. */
export function readSettings(file: string): Section[] {
  const root = parseDocument(readPage(file)).contents as YAMLMap
  return root.items.map((pair) => {
    const said = commentOf(pair, root)
    const title = nameOf(pair)
    const map = pair.value
    if (!isMap(map) || map.flow || map.has('zh-CN')) {
      return { title, means: '', settings: [settingOf(pair, [title], said)] }
    }
    const rule = String(map.get('rule') ?? '')
    const settings = map.items
      .filter((one) => nameOf(one) !== 'rule')
      .flatMap((one) => settingsIn(one, [title], commentOf(one, map), said))
      .map((setting) => ({ ...setting, rule: setting.rule || rule }))
    return { title, means: partsOf(said).means, settings }
  })
}

/** The variables of `config/.env.example`, by its headings, with what is said in English. */
export function readEnvironmentExample(): Section[] {
  const parts = readPage('config/.env.example').split(/^# ── (.*?) ?── ?(.*)$/m)
  const sections: Section[] = []
  for (let i = 1; i < parts.length; i += 3) {
    const settings = [
      ...parts[i + 2]!.matchAll(/((?:^# (?![A-Z_]+=).*\n)+)((?:^(?:# )?[A-Z_]+=.*\n?)+)/gm),
    ].flatMap(([, comment = '', lines = '']) =>
      lines
        .trim()
        .split('\n')
        .map((line, n): Setting => {
          const [, name = '', value = ''] = /^(?:# )?([A-Z_]+)=(.*)$/.exec(line) ?? []
          const key = environmentNames.includes(name) ? name : name.replace(/_[A-Z]+$/, '_<TEAM>')
          return { key, value, rule: '', means: n === 0 ? inEnglish(comment) : '', source: '' }
        }),
    )
    const [page] = /docs\/channels\/[\w-]+\.md/.exec(parts[i + 1]!) ?? []
    const means = page ? `See [${page.slice(5)}](${page.slice(5)}).` : ''
    sections.push({ title: parts[i]!.split(' / ')[0]!, means, settings })
  }
  return sections
}

/** A page's tables, one a section. */
export function settingsTables(sections: readonly Section[], depth: string): string {
  return sections
    .map(({ title, means, settings }) => {
      const hasRules = settings.some(({ rule }) => rule !== '')
      const head = hasRules
        ? ['key', 'as shipped', 'means', 'source', 'rule']
        : ['key', 'as shipped', 'means']
      const rows = settings.map(({ key, value, means: what, source, rule }) =>
        hasRules
          ? [code(key), code(value), what, source, code(rule)]
          : [code(key), code(value), what],
      )
      const text = [`${depth} ${title}`, means, markdownTable(head, rows)]
      return text.filter(Boolean).join('\n\n')
    })
    .join('\n\n')
}

/** A key with all below it: what is a map of several lines is gone into, and a list of rules line by line. */
function settingsIn(pair: Pair, above: readonly string[], said: string, over = ''): Setting[] {
  const path = [...above, nameOf(pair)]
  const { value } = pair
  if (isMap(value) && !value.flow && !value.has('rule')) {
    return value.items.flatMap((one) => settingsIn(one, path, commentOf(one, value), said || over))
  }
  const hasRules = isSeq(value) && value.items.some((one) => isMap(one) && one.has('rule'))
  if (!hasRules)
    return [
      { ...settingOf(pair, path, said), source: partsOf(said).source || partsOf(over).source },
    ]
  return value.items.map((one, i) => {
    const own = (i === 0 ? value.commentBefore : (one as YAMLMap).commentBefore) ?? ''
    return settingOf({ value: one } as Pair, [...path, String(i + 1)], own, said)
  })
}

function settingOf({ value }: Pair, path: readonly string[], said: string, over = ''): Setting {
  const { rule = '', ...rest } = isMap(value) ? (value.toJSON() as Record<string, unknown>) : {}
  const shown = isMap(value)
    ? Object.entries(rest)
        .map(([name, one]) => shownAs(name, one))
        .join(', ')
    : plain(value)
  const own = partsOf(said)
  const inherited = partsOf(over)
  return {
    key: path.join('.'),
    value: shown.length > 100 ? '…' : shown,
    rule: String(rule),
    means: own.means || inherited.means,
    source: own.source || inherited.source,
  }
}

function shownAs(name: string, value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return name === 'within' || name === 'value' ? text : `${name}: ${text}`
}

function plain(value: unknown): string {
  if (isScalar(value)) return String(value.value)
  if (isSeq(value) && !isAlias(value)) return JSON.stringify(value.toJSON())
  return ''
}

/** What stands above a key: the first one of a map takes it from the map itself. */
function commentOf(pair: Pair, map: YAMLMap): string {
  const own = (pair.key as { commentBefore?: string }).commentBefore
  const first = map.items[0] === pair ? map.commentBefore : undefined
  return (own ?? first ?? '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
}

function nameOf({ key }: Pair): string {
  return String((key as { value: unknown }).value)
}

/** "What it is. Source: where from (reason)." in two parts. */
function partsOf(comment: string): { means: string; source: string } {
  const text = comment.split('\n\n').at(-1)!.replaceAll('\n', ' ').trim()
  const [, means = '', source = ''] = /^(.*?)(?:\s*Source(?: of [\w ]+)?: (.*))?$/.exec(text) ?? []
  return { means, source: source.replace(/\.$/, '') }
}

/** The English half of a comment in both languages. */
function inEnglish(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^# ?/, ''))
  const english: string[] = []
  let isOver = false
  for (const line of lines) {
    const [, before = line, after = ''] = /^(.*?)(?:^| )\/ (.*\p{Script=Han}.*)$/u.exec(line) ?? []
    const isChinese = /^\p{Script=Han}/u.test(line)
    isOver ||= isChinese
    if (!isChinese && (!isOver || !/\p{Script=Han}/u.test(line))) english.push(before)
    isOver ||= after !== ''
  }
  return english.filter(Boolean).join(' ').trim()
}
