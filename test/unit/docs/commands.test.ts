import { describe, expect, it } from 'vitest'
import { allCommands } from '../../../src/inbox/commands/all.ts'
import {
  commandTable,
  pageLocales,
  programTable,
  vocabularies,
  vocabularyTable,
} from '../../support/command-pages.ts'
import { blocksOf, documents, inlineCodeOf, readPage } from '../../support/documents.ts'
import { writtenBlock } from '../../support/written-block.ts'

const groups = [...new Set(allCommands.map(({ group }) => group))]
const fileOf = { en: 'docs/commands.md', 'zh-CN': 'docs/commands.zh-CN.md' }

describe.each(pageLocales)(
  'the page of commands in %s is as the code has it; UPDATE=1 writes it',
  (locale) => {
    it.each(groups)('commands of staff: %s', (group) => {
      const marks = { begin: `commands: ${group}`, end: `end of ${group}` }
      const { stands, written } = writtenBlock(fileOf[locale], marks, commandTable(group, locale))
      expect(stands).toBe(written)
    })

    it.each(Object.keys(vocabularies))('words behind them: %s', (name) => {
      const marks = { begin: `words: ${name}`, end: `end of ${name}` }
      const { stands, written } = writtenBlock(fileOf[locale], marks, vocabularyTable(name, locale))
      expect(stands).toBe(written)
    })

    it('what is written in a terminal', () => {
      const marks = { begin: 'programs', end: 'end of programs' }
      const { stands, written } = writtenBlock(fileOf[locale], marks, programTable(locale))
      expect(stands).toBe(written)
      // What a wording that is lacking looks like.
      expect(stands).not.toContain('{}')
    })
  },
)

it('every script of package.json is told of in a document', () => {
  const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> }
  const asked = Object.keys(scripts).filter((name) => !isHook(name, scripts))
  const told = documents
    .filter((file) => file !== 'CHANGELOG.md')
    .flatMap((file) => [...inlineCodeOf(file), ...blocksOf(file).map(({ text }) => text)])
    .flatMap((text) =>
      [...text.matchAll(/\bnpm (?:run (?:-s )?)?([\w:-]+)/g)].map(([, name]) => name),
    )
  expect(asked.filter((name) => !told.includes(name))).toEqual([])
})

/** What npm runs by itself: before another script, before it packs, after an install. */
function isHook(name: string, scripts: Readonly<Record<string, string>>): boolean {
  const isBefore = name.startsWith('pre') && name.slice(3) in scripts
  return isBefore || ['prepack', 'dependencies'].includes(name)
}
