import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { locales } from '../../../src/domain/wording.ts'
import { spellings } from '../../../src/insight/expand.ts'
import { catalog, lexicon } from '../../support/insight.ts'

const organisation = parse(readFileSync('config/organisation.yaml', 'utf8'))
const departments = organisation.departments.map(({ id }: { id: string }) => id)
const expected = [
  ...['attitude', 'billing', 'counterfeit', 'delivery', 'injury', 'late-handling'],
  ...['property-damage', 'quality', 'repair', 'returns', 'use', 'other'],
]

function twice(values: readonly string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i)
}

it('has every category, the one for all the rest last', () => {
  expect(catalog.categories.map(({ id }) => id)).toEqual(expected)
})

describe.each(catalog.categories)('$id', ({ id, open, closed, department, level, levelRule }) => {
  const questions = [...open, ...closed]

  it('asks one or two open and two to four closed questions, each about something else', () => {
    expect([1, 2]).toContain(open.length)
    expect([2, 3, 4]).toContain(closed.length)
    expect(twice(questions.map((question) => question.id))).toEqual([])
    expect(twice(questions.map(({ slot }) => slot))).toEqual([])
    expect(open[0]?.slot).toBe('what')
  })

  it.each(locales)('has three ways to ask each question in %s, each one question', (locale) => {
    for (const { ask } of questions) {
      expect(ask[locale].length).toBeGreaterThanOrEqual(3)
      expect(twice(ask[locale])).toEqual([])
      for (const sentence of ask[locale]) expect(sentence.match(/[?？]/g)).toHaveLength(1)
    }
  })

  it('offers two to five answers with labels of their own', () => {
    for (const { options = [] } of closed) {
      expect([2, 3, 4, 5]).toContain(options.length)
      expect(twice(options.map((option) => option.id))).toEqual([])
      for (const locale of locales)
        expect(twice(options.map(({ label }) => label[locale]))).toEqual([])
    }
  })

  it('belongs to a department of the organisation and names its level rule', () => {
    expect(departments).toContain(department)
    const grave: Record<string, number> = { injury: 4, 'property-damage': 3, counterfeit: 3 }
    expect(level).toBe(grave[id] ?? 2)
    expect(levelRule).toBe(`L-${id}`)
  })

  it('promises no money and blames nobody in its questions', () => {
    const said = questions.flatMap(({ ask }) => locales.flatMap((locale) => ask[locale]))
    for (const sentence of said)
      expect(sentence).not.toMatch(/赔|补偿|免单|compensat|your fault|稍等|等一下/)
  })
})

it('gives a slot one meaning: what it is called is the same wherever the customer is asked in the open', () => {
  const labels = new Map<string, Set<string>>()
  for (const { slot, label } of catalog.categories.flatMap(({ open }) => open)) {
    labels.set(slot, (labels.get(slot) ?? new Set()).add(label['zh-CN']))
  }
  expect([...labels.get('order')!]).toEqual(['订单号'])
  expect([...labels.get('what')!]).toEqual(['情况'])
})

it('answers with no other gaps than the organisation and the policy fill', () => {
  const texts = catalog.answers.flatMap(({ text }) => locales.flatMap((locale) => text[locale]))
  const gaps = texts.flatMap((text) => text.match(/\{\{.*?\}\}/g) ?? [])
  expect(new Set(gaps)).toEqual(
    new Set(['{{organisation}}', '{{hotline}}', '{{hours}}', '{{recourse}}', '{{days}}']),
  )
})

it('writes the words of the lexicon so that each line stands for something', () => {
  for (const { rule, words } of lexicon.entries) {
    for (const line of Object.values(words).flatMap((lines) => lines ?? [])) {
      const parts = spellings(line).flatMap((spelled) => spelled.parts)
      expect(parts.length, `${rule}: ${line}`).toBeGreaterThan(0)
      for (const { terms } of parts)
        expect(terms.every(({ text }) => !/[()|]/.test(text))).toBe(true)
    }
  }
})
