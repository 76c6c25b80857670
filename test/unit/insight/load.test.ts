import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { loadLexicon } from '../../../src/insight/load.ts'
import { catalog, lexicon } from '../../support/insight.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function catalogWith(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-catalog-'))
  folders.push(folder)
  cpSync('flows/catalog', folder, { recursive: true })
  const path = join(folder, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  return folder
}

it('loads the catalog as it is', () => {
  expect(catalog.categories).toHaveLength(12)
  expect(lexicon.entries.length).toBeGreaterThan(50)
})

it.each([
  ['lexicon/mood.yaml', (text: string) => text.replace('mood: upset', 'mood: cross')],
  ['lexicon/mood.yaml', (text: string) => text.replace('unless: [none', 'unless: [nonne')],
  [
    'lexicon/categories.yaml',
    (text: string) => text.replace('category: quality', 'category: qualty'),
  ],
  ['lexicon/facts.yaml', (text: string) => text.replace("pattern: '", "pattern: '(")],
  ['lexicon/guard.yaml', (text: string) => text.replace('      - 退(?:', '      - 退(?:(')],
  ['answers.yaml', (text: string) => text.replace('rule: A-how', 'rulle: A-how')],
])('refuses a mistake in %s with its file and line', (file, change) => {
  const folder = catalogWith(file, change)
  expect(() => loadLexicon(folder, catalog)).toThrow(new RegExp(`${file}.*\\b\\d+`, 's'))
})
