import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allCommands } from '../../../src/inbox/commands/all.ts'
import {
  anchorsOf,
  blocksOf,
  documents,
  inlineCodeOf,
  linksOf,
  projectRoot,
  readPage,
} from '../../support/documents.ts'

const isThere = (path: string) => existsSync(join(projectRoot, path))
const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> }
const commands = new Map(
  allCommands.map(({ name, words }) => [
    name,
    words.map((word) => (typeof word === 'string' ? word : word.word)),
  ]),
)
/** What is written on other people's pages: commands of Telegram's @BotFather, the path of an example. */
const others = ['/newbot', '/revoke', '/setprivacy', '/channels']

/** Every word of the source that may be the path of a page: `/health`. */
const paths = new Set(
  [...sourceFiles('src'), 'Dockerfile'].flatMap((file) =>
    [...readFileSync(join(projectRoot, file), 'utf8').matchAll(/['"` ](\/[a-z][\w-]*)/g)].map(
      ([, path]) => path,
    ),
  ),
)

describe.each(documents)('%s', (file) => {
  const code = [...inlineCodeOf(file), ...blocksOf(file).map(({ text }) => text)]

  it('links only to pages, pictures and headings that are there', () => {
    const broken = linksOf(file).filter(({ path, anchor }) => {
      if (!isThere(path)) return true
      return anchor !== undefined && path.endsWith('.md') && !anchorsOf(path).has(anchor)
    })
    expect(broken).toEqual([])
  })

  it('names only files and folders that are there', () => {
    const named = inlineCodeOf(file).flatMap((words) => words.split(/[\s,]+/))
    const ours = named.filter((word) => /^(src|flows|test|config|docs)\/[\w./*-]*[\w/]$/.test(word))
    expect(ours.filter((path) => !/[*]|\.env$/.test(path) && !isThere(path))).toEqual([])
  })

  it('names only scripts that package.json has', () => {
    const named = code.flatMap((text) => [
      ...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g),
    ])
    const missing = named
      .map(([, run, own]) => run ?? own ?? '')
      .filter((name) => !(name in scripts))
    expect(missing).toEqual([])
  })

  it('names only commands of staff and paths of pages that are there', () => {
    const named = inlineCodeOf(file).flatMap(
      (text) => /^(\/[a-z][\w-]*)(?=[\s/?]|$)/.exec(text)?.[1] ?? [],
    )
    const missing = named.filter(
      (name) => !paths.has(name) && !commands.has(name.slice(1)) && !others.includes(name),
    )
    expect(missing).toEqual([])
  })

  it('gives a command the Chinese name that it has', () => {
    const pairs = readPage(file).matchAll(
      /`\/([a-z]+)[^`]*` ?[（(]?(\p{Script=Han}+)[）)]?(?= ·|,| \||）|\))/gu,
    )
    const wrong = [...pairs].filter(
      ([, name = '', han]) => commands.get(name)?.includes(han!) === false,
    )
    expect(wrong.map(([whole]) => whole)).toEqual([])
  })
})

it('the pages are found', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'docs/operating.md', 'flows/ticket/README.md']),
  )
})

function sourceFiles(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.name === 'node_modules') return []
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}
