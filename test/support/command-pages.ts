import type { Command as Program } from 'commander'
import { chatProgram } from '../../src/chat/chat-options.ts'
import { type Role, roles } from '../../src/domain/person.ts'
import type { Locale } from '../../src/domain/wording.ts'
import type { Vocabulary } from '../../src/inbox/command-words.ts'
import { allCommands } from '../../src/inbox/commands/all.ts'
import type { Command, Group } from '../../src/inbox/commands/command.ts'
import {
  decisionWords,
  periodWords,
  remedyWords,
  roleWords,
  stateWords,
  verdictWords,
  wayWords,
} from '../../src/inbox/commands/vocabulary.ts'
import { operatorProgram } from '../../src/operate/program.ts'
import { operatorText } from '../../src/settings/problem.ts'
import { startProgram } from '../../src/start-options.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { readPage } from './documents.ts'
import { code, markdownTable } from './markdown-table.ts'

const texts = loadTexts('flows')

/** The words around the tables, by the page's language. */
const columns = {
  en: {
    commands: ['command', 'does', 'for', 'example', 'also'],
    words: ['means', 'may be written'],
    programs: ['run', 'does', 'options'],
    everybody: 'everybody',
    whoever: 'who has a code',
  },
  'zh-CN': {
    commands: ['指令', '作用', '谁可用', '例', '也可以写'],
    words: ['意思', '可以写'],
    programs: ['运行', '作用', '选项'],
    everybody: '所有员工',
    whoever: '有代码的人',
  },
}
export type PageLocale = keyof typeof columns
export const pageLocales: readonly PageLocale[] = ['en', 'zh-CN']

/** What staff can tell the desk to do, of one group, as a table. */
export function commandTable(group: Group, locale: PageLocale): string {
  const rows = allCommands
    .filter((command) => command.group === group)
    .map((command) => {
      const say = (part: string) => sentence(`desk.command.${command.name}.${part}`, locale)
      const who = whoMay(command, locale)
      return [code(say('usage')), say('does'), who, code(say('example')), alsoOf(command, locale)]
    })
  return markdownTable(columns[locale].commands, rows)
}

/** The words that commands understand behind them. */
export const vocabularies: Readonly<Record<string, Vocabulary<string>>> = {
  verdict: verdictWords,
  remedy: remedyWords,
  state: stateWords,
  role: roleWords,
  period: periodWords,
  decision: decisionWords,
  way: wayWords,
}

export function vocabularyTable(name: string, locale: PageLocale): string {
  const words = vocabularies[name]!
  const values = [...new Set(words.map(({ value }) => value))].sort()
  const rows = values.map((value) => {
    const key = texts[locale][`${name}.${value}`]
    const all = words.filter((one) => one.value === value).map(({ word }) => word)
    return [
      key?.[0] ?? value,
      all
        .filter((word) => isOf(word, locale))
        .sort()
        .map(code)
        .join(' '),
    ]
  })
  return markdownTable(columns[locale].words, rows)
}

/** Every option that may be written behind a command in a terminal: `--json`. */
export function optionsOfPrograms(): Set<string> {
  const below = (program: Program): readonly Program[] => [
    program,
    ...program.commands.flatMap(below),
  ]
  const all = [startProgram('en'), chatProgram('en'), operatorProgram()].flatMap(below)
  return new Set(all.flatMap(({ options }) => options.map(({ long }) => long!)))
}

/** What is written in a terminal, with its options, as a table. */
export function programTable(locale: PageLocale): string {
  const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> }
  const scriptOf = (name: string) =>
    Object.keys(scripts).find(
      (script) => scripts[script] === `node dist/src/operate/main.js ${name}`,
    )!
  const single = [
    ['npm start', startProgram(locale)],
    ['npm run chat', chatProgram(locale)],
  ] as const
  const rows = single.map(([run, program]) => programRow(run, [program], locale))
  const walk = (path: readonly Program[]): void => {
    const last = path.at(-1)!
    const [first, ...rest] = path.map((one) => one.name())
    const inner = rest.length > 0 ? ` -- ${rest.join(' ')}` : ''
    if (last.commands.length === 0 || path.length === 1) {
      rows.push(programRow(`npm run ${scriptOf(first!)}${inner}`, path, locale))
    }
    for (const one of last.commands) walk([...path, one])
  }
  for (const program of operatorProgram().commands) walk([program])
  return markdownTable(columns[locale].programs, rows)
}

function programRow(run: string, path: readonly Program[], locale: Locale): string[] {
  const last = path.at(-1)!
  const names = path.map((one) => one.name()).join(' ')
  const options = last.options.map((option) => {
    const what = operatorText(`option.${option.name()}`, {}, locale)
    return `${code(option.flags)} ${what}`
  })
  const taken = last.registeredArguments.map((one) =>
    one.required ? `<${one.name()}>` : `[${one.name()}]`,
  )
  const asks = taken.length > 0 ? [`${run} --`, ...taken].join(' ') : run
  return [code(asks), operatorText(`command.${names}`, {}, locale), options.join('<br>')]
}

function whoMay({ roles: able }: Command, locale: PageLocale): string {
  if (able.length === 0) return columns[locale].whoever
  if (roles.every((role) => able.includes(role))) return columns[locale].everybody
  return able
    .map((role: Role) => sentence(`role.${role}`, locale))
    .join(locale === 'en' ? ', ' : '、')
}

function alsoOf({ name, words }: Command, locale: PageLocale): string {
  const own = [sentence(`desk.command.${name}.name`, locale).replace('/', ''), name]
  return words
    .map((word) => (typeof word === 'string' ? { word, args: '' } : word))
    .filter(({ word }) => isOf(word, locale) && !own.includes(word))
    .map(({ word, args }) => (args ? `${code(word)} (= ${code(`/${name} ${args}`)})` : code(word)))
    .join(' ')
}

function isOf(word: string, locale: PageLocale): boolean {
  return /\p{Script=Han}/u.test(word) === (locale === 'zh-CN')
}

function sentence(key: string, locale: Locale): string {
  const [text] = texts[locale][key] ?? []
  if (text === undefined) throw new Error(`${locale} has no ${key}`)
  return text
}
