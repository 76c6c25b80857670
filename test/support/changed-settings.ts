import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { loadSettings } from '../../src/settings/load.ts'
import { SettingsError } from '../../src/settings/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

export const november = Date.parse('2026-11-01T00:00:00Z')

/** The shipped settings with some text replaced, file by file; `.env` is written as given. */
export function load(
  changes: Record<string, readonly [string, string][]> = {},
  given: { dotenv?: string; env?: Record<string, string>; now?: number } = {},
) {
  cpSync('config', folder, { recursive: true })
  for (const [file, replacements] of Object.entries(changes)) {
    let text = readFileSync(join(folder, file), 'utf8')
    for (const [from, to] of replacements) {
      expect(text, `${file} no longer has ${from}`).toContain(from)
      text = text.replace(from, () => to)
    }
    writeFileSync(join(folder, file), text)
  }
  writeFileSync(join(folder, '.env'), given.dotenv ?? '')
  return loadSettings({ configFolder: folder, env: given.env ?? {}, now: given.now ?? november })
}

/** What is said of broken settings, without the folder; the heading is left out. */
export function complaints(...broken: Parameters<typeof load>): string[] {
  try {
    load(...broken)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.message.replaceAll(`${folder}/`, '').split('\n').slice(1)
  }
  return []
}
