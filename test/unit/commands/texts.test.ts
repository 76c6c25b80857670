import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { locales } from '../../../src/domain/wording.ts'
import { allCommands } from '../../../src/inbox/commands/all.ts'
import { parseCommand } from '../../../src/inbox/parse-command.ts'
import { loadTexts } from '../../../src/texts/load.ts'

const texts = loadTexts('flows')
const rows = locales.flatMap((locale) => allCommands.map(({ name }) => [locale, name] as const))

describe('what help says of a command', () => {
  test.each(rows)('is true in %s: %s', (locale, name) => {
    for (const part of ['name', 'usage', 'example'] as const) {
      const [text] = texts[locale][`desk.command.${name}.${part}`] ?? []
      const parsed = parseCommand(text ?? '')
      expect(parsed, text).toMatchObject({ kind: 'command', command: { name } })
    }
    expect(texts[locale][`desk.command.${name}.does`]).toHaveLength(1)
  })

  test.each(rows)(
    'shows in %s an example that names a ticket where one is needed: %s',
    (locale, name) => {
      const [example] = texts[locale][`desk.command.${name}.example`]!
      const parsed = parseCommand(example!)
      if (parsed.kind !== 'command') throw new Error(example)
      const named = parsed.reference && 'number' in parsed.reference
      expect(Boolean(named)).toBe(parsed.command.on !== 'nothing')
    },
  )
})

describe('what a card suggests to do next', () => {
  const hints = {
    take: 'take',
    assign: 'assign',
    verdict: 'verdict',
    department: 'department',
    departmentAny: 'department',
    disown: 'notours',
    propose: 'propose',
    approve: 'approve',
    reject: 'reject',
    solve: 'solve',
    done: 'done',
    reply: 'reply',
    handBack: 'bot',
    enter: 'answer',
    final: 'final',
    reopen: 'reopen',
    card: 'card',
  }
  const written = locales.flatMap((locale) =>
    Object.keys(texts[locale])
      .filter((key) => key.startsWith('ticket.command.'))
      .map(
        (key) => [locale, key.slice('ticket.command.'.length), texts[locale][key]![0]!] as const,
      ),
  )

  test.each(written)('is a command as it is written, in %s: %s', (_locale, hint, text) => {
    const line = text.replace('{{number}}', 'CP-20261121-0007')
    expect(parseCommand(line)).toMatchObject({
      command: { name: hints[hint as keyof typeof hints] },
      reference: { number: 'CP-20261121-0007' },
    })
  })
})

describe('a name of a command', () => {
  it('belongs to one command only', () => {
    const owners = new Map<string, string>()
    for (const { name, words } of allCommands) {
      for (const word of [
        name,
        ...words.map((one) => (typeof one === 'string' ? one : one.word)),
      ]) {
        expect([word, owners.get(word) ?? name]).toEqual([word, name])
        owners.set(word, name)
      }
    }
  })

  it('exists in English and in Chinese', () => {
    for (const { name, words } of allCommands) {
      const chinese = words.map((one) => (typeof one === 'string' ? one : one.word))
      expect(name).toMatch(/^[a-z]+$/)
      expect(
        chinese.some((word) => /\p{Script=Han}/u.test(word)),
        name,
      ).toBe(true)
    }
  })
})

describe('every wording that is said', () => {
  it('exists', () => {
    const said = ['src/inbox', 'src/inbox/commands', 'src/reports'].flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => keysIn(readFileSync(join(folder, file), 'utf8'))),
    )
    expect(said.length).toBeGreaterThan(80)
    for (const key of said) expect(texts.en[key], key).toBeDefined()
  })
})

/** Full keys in single quotes; those put together at run time are said in other tests. */
function keysIn(source: string): string[] {
  return [...source.matchAll(/'(desk\.[\w.]+)'/g)].map(([, key]) => key!)
}
