import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { readLine } from '../../../src/chat/lines.ts'
import { answersFile, categoryFile } from '../../../src/settings/catalog-file.ts'
import { environmentNames } from '../../../src/settings/environment.ts'
import { organisationFile } from '../../../src/settings/organisation-file.ts'
import { policyFile } from '../../../src/settings/policy-file.ts'
import { optionsOfPrograms } from '../../support/command-pages.ts'
import {
  type Block,
  blocksOf,
  documents,
  inlineCodeOf,
  projectRoot,
  readPage,
} from '../../support/documents.ts'

const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> }
/** Its blocks are put into a copy of the project, see `extending.test.ts`. */
const extending = 'docs/extending.md'
const blocks = documents.flatMap(blocksOf)
const of = (...languages: string[]) =>
  blocks
    .filter(({ file, language }) => languages.includes(language) && file !== extending)
    .map((block) => [`${block.file}: ${block.text.split('\n')[0]}`, block] as const)

it('every block says what it is in, in a language that is looked at below', () => {
  const known = ['bash', 'dialogue', 'diff', 'html', 'json', 'mermaid', 'ts', 'yaml', '']
  expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([])
})

describe('TypeScript', () => {
  const tried = testFiles('test').map((file) => withoutPlaces(readFileSync(file, 'utf8')))

  it.each(of('ts'))('%s stands in a file under test/, which the compiler reads', (_, { text }) => {
    expect(tried.some((file) => file.includes(withoutPlaces(text)))).toBe(true)
  })
})

describe('YAML', () => {
  it.each(of('yaml'))('%s is YAML, and what the file it names may hold', (_, { text }) => {
    const document = parseDocument(text)
    expect([...document.errors, ...document.warnings]).toEqual([])
    const [, file = ''] = /^# ((?:config|flows)\/\S+)/.exec(text) ?? []
    if (file === '') return
    const [, schema] = schemas.find(([path]) => path.test(file)) ?? []
    expect(schema, `${file} has a schema`).toBeDefined()
    const isPart = existsSync(join(projectRoot, file))
    const whole = isPart ? merged(parse(readPage(file)), document.toJS()) : document.toJS()
    expect(schema!.safeParse(whole).error?.issues).toBeUndefined()
  })
})

describe('JSON', () => {
  it.each(of('json'))('%s can be parsed, whole or line by line', (_, { text }) => {
    const parsed = [text, ...text.trim().split('\n')].map(isJson)
    expect(parsed[0] || parsed.slice(1).every(Boolean)).toBe(true)
  })

  it('every line of docs/chat-json.md that goes in is taken', () => {
    const lines = readPage('docs/chat-json.md').split('## Out')[0]!
    const shown = [...lines.matchAll(/`(\{.*?\})`/g)].map(([, line = '']) => line)
    expect(shown.length).toBeGreaterThan(8)
    for (const line of shown) {
      const whole = line.replace(',…,', ',"from":"customer:li","text":"…",')
      expect(() => readLine(whole), line).not.toThrow()
    }
  })
})

describe('the shell', () => {
  /** What is run beside npm: what every machine has, and what the page says one needs. */
  const programs = [
    'cd',
    'cp',
    'curl',
    'docker',
    'echo',
    'git',
    'mongodump',
    'mongorestore',
    'node',
    'npm',
    'npx',
  ]
  /** Blocks with curl are run as they stand, see `test/e2e/curl.test.ts`. */
  const commands = of('bash')
    .filter(([, { text }]) => !text.includes('curl'))
    .flatMap(([title, block]) =>
      commandsOf(block).map((command) => [`${title} … ${command}`, command] as const),
    )

  it.each(commands)('%s', (_, command) => {
    const [, settings = '', line = ''] = /^((?:[A-Z_]+=\S+ )*)(.*)$/.exec(command) ?? []
    for (const [, name = ''] of settings.matchAll(/([A-Z_]+)=/g)) {
      expect([...environmentNames, 'UPDATE', 'CROWDS']).toContain(name)
    }
    const [program = '', ...words] = line.split(/\s+/)
    expect(programs).toContain(program)
    const script =
      program === 'npm' &&
      (words[0] === 'run' ? words.find((w) => !/^(run|-s)$/.test(w)) : words[0])
    if (script && !['ci', 'i', 'install', 'ls'].includes(script))
      expect(Object.keys(scripts)).toContain(script)
    const files = words.filter((word) => /^(src|test|docs|config|flows)\/\S+$/.test(word))
    expect(
      files.filter((file) => !existsSync(join(projectRoot, file)) && file !== 'config/.env'),
    ).toEqual([])
  })

  it('every option that is written behind a command of ours is one it has', () => {
    const ofBench = readPage('test/bench/run.mjs').match(/--[a-z][a-z-]+/g) ?? []
    const known = new Set([...optionsOfPrograms(), ...ofBench])
    const written = documents.flatMap((file) => [
      ...inlineCodeOf(file),
      ...blocksOf(file).flatMap(commandsOf),
    ])
    const ours = written.flatMap(
      (text) => /^(?:[A-Z_]+=\S+ )*npm (?:start|run).* -- (.*)$/.exec(text)?.[1] ?? [],
    )
    const options = ours.flatMap((text) => text.match(/--[a-z][a-z-]+/g) ?? [])
    expect(options.filter((option) => !known.has(option))).toEqual([])
    expect(options.length).toBeGreaterThan(10)
  })
})

const schemas = [
  [/^config\/policy\.yaml$/, policyFile],
  [/^config\/organisation\.yaml$/, organisationFile],
  [/^flows\/catalog\/answers\.yaml$/, answersFile],
  [/^flows\/catalog\/categories\/[\w-]+\.yaml$/, categoryFile],
] as const

/** The commands of a block, without what is said about them. */
function commandsOf({ language, text }: Block): string[] {
  if (language !== 'bash') return []
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split(/\n|&& /)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(Boolean)
}

/** Lists stand whole, everything else is laid over key by key. */
function merged(whole: unknown, part: unknown): unknown {
  if (!isKeyed(whole) || !isKeyed(part)) return part
  const keys = Object.entries(part).map(([key, value]) => [key, merged(whole[key], value)])
  return { ...whole, ...Object.fromEntries(keys) }
}

function isKeyed(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Where a file stands decides how it names others; what it names is the same. */
function withoutPlaces(code: string): string {
  return code.replaceAll(/from '[./]+(?:\w[\w-]*\/)*([\w-]+\.ts)'/g, "from '…/$1'")
}

function testFiles(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'fixtures') return []
    if (entry.isDirectory()) return testFiles(join(folder, entry.name))
    return entry.name.endsWith('.ts') ? [join(projectRoot, folder, entry.name)] : []
  })
}
