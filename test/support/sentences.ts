import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Asked, Understand } from '../../src/insight/understand.ts'

type Part = string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>
type Sentence = { say: string; asked?: Asked; is: Readonly<Record<string, Part>> }

/** The sentences of a file under `test/fixtures/`, and which of them are not understood as written there. */
export function judgeSentences(file: string, understand: Understand) {
  const path = join(import.meta.dirname, '..', 'fixtures', file)
  const sentences = parse(readFileSync(path, 'utf8')) as Sentence[]
  const misses = sentences.flatMap(({ say, asked, is }) => {
    const understood = understand(say, asked)
    const wrong = Object.entries(is).filter(
      ([part, expected]) => !holds(understood, part, expected),
    )
    if (wrong.length === 0) return []
    const got = wrong.map(([part]) => [part === 'never' ? 'intents' : part, understood])
    const shown = got.map(
      ([part, all]) => `${part}=${JSON.stringify((all as never)[part as never])}`,
    )
    return [`${say} → ${wrong.map(([part, e]) => `${part}:${JSON.stringify(e)}`)} | ${shown}`]
  })
  return { count: sentences.length, misses, rate: 1 - misses.length / sentences.length }
}

function holds(understood: Understanding, part: string, expected: Part): boolean {
  if (part === 'never') {
    return (expected as readonly string[]).every(
      (one) => !understood.intents.includes(one as never),
    )
  }
  const got = (understood as unknown as Record<string, unknown>)[part]
  if (part === 'intents') {
    const intents = expected as readonly string[]
    if (intents.length === 0) return understood.intents.length === 0
    return intents.every((one) => understood.intents.includes(one as never))
  }
  if (part === 'category')
    return (got as { id?: string } | undefined)?.id === (expected ?? undefined)
  if (part === 'level') {
    return (got as { level?: number } | undefined)?.level === (expected ?? undefined)
  }
  if (part === 'facts' || part === 'contact') {
    return Object.entries(expected as object).every(([slot, value]) =>
      same((got as Record<string, unknown>)[slot], value),
    )
  }
  return same(got, expected)
}

function same(got: unknown, expected: unknown): boolean {
  if (expected === null) return got === undefined
  if (expected === true && typeof got === 'string') return true
  return got === expected
}
