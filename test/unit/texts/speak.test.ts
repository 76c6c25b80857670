import { describe, expect, it, test } from 'vitest'
import type { Catalog } from '../../../src/domain/catalog.ts'
import { locales, type Value } from '../../../src/domain/wording.ts'
import { loadCatalog } from '../../../src/settings/load-catalog.ts'
import { organisationFile } from '../../../src/settings/organisation-file.ts'
import { readYaml } from '../../../src/settings/read-yaml.ts'
import { loadTexts, type Resources } from '../../../src/texts/load.ts'
import { createSpeaker } from '../../../src/texts/speak.ts'

const organisation = readYaml('config/organisation.yaml', organisationFile)
const name = (text: string) => ({ 'zh-CN': `${text}简`, 'zh-TW': `${text}繁`, en: text })
const ways = (text: string) => ({
  'zh-CN': [`${text}简`],
  'zh-TW': [`${text}繁`],
  en: [text, text],
})
const catalog: Pick<Catalog, 'categories' | 'answers'> = {
  categories: [
    {
      id: 'noise',
      name: name('noise'),
      level: 2,
      levelRule: 'level.noise',
      department: 'quality',
      open: [{ id: 'what', slot: 'what', ask: ways('what?'), label: name('what') }],
      closed: [
        {
          id: 'loud',
          slot: 'loud',
          ask: ways('loud?'),
          label: name('loud'),
          options: [{ id: 'very', label: name('very'), words: [] }],
        },
      ],
    },
  ],
  answers: [{ id: 'how', text: ways('so.') }],
}

const loaded = loadTexts('flows')
const resources: Resources = {
  'zh-CN': { ...loaded['zh-CN'], 'x.gap': ['号：{{v}}。'], 'x.many': ['一', '二', '三'] },
  'zh-TW': { ...loaded['zh-TW'], 'x.gap': ['號：{{v}}。'], 'x.many': ['一', '二', '三'] },
  en: { ...loaded.en, 'x.gap': ['No: {{v}}.'], 'x.many': ['one', 'two'] },
}
const given = { resources, catalog, organisation, zone: 'Asia/Shanghai' }
const { speak, alternatives } = createSpeaker(given)

const friday = Date.parse('2026-11-27T10:05:00+08:00')

describe('a value', () => {
  const cases: [string, Value, string, string, string][] = [
    ['text', 'CP-1', '号：CP-1。', '號：CP-1。', 'No: CP-1.'],
    ['a number', 3, '号：3。', '號：3。', 'No: 3.'],
    [
      'a day',
      { day: friday },
      '号：11月27日（周五）。',
      '號：11月27日（週五）。',
      'No: Fri 27 Nov.',
    ],
    [
      'a time',
      { time: friday },
      '号：11月27日（周五）10:05。',
      '號：11月27日（週五）10:05。',
      'No: Fri 27 Nov, 10:05.',
    ],
    ['money', { money: 30_000 }, '号：300 元。', '號：300 元。', 'No: ¥300.'],
    ['money with 分', { money: 29_950 }, '号：299.50 元。', '號：299.50 元。', 'No: ¥299.50.'],
    ['a wording', { key: 'category.noise' }, '号：noise简。', '號：noise繁。', 'No: noise.'],
    [
      'lines',
      { lines: [{ key: 'x.many' }, { key: 'team.quality' }] },
      '号：一\n质量组。',
      '號：一\n品質組。',
      'No: one\nQuality.',
    ],
    ['a list', { list: ['a', { key: 'x.many' }] }, '号：a、一。', '號：a、一。', 'No: a, one.'],
  ]
  test.each(cases)('of %s is shown in each language', (_, v, simplified, taiwan, english) => {
    const wording = { key: 'x.gap', values: { v } }
    expect(speak(wording, 'zh-CN')).toBe(simplified)
    expect(speak(wording, 'zh-TW')).toBe(taiwan)
    expect(speak(wording, 'en')).toBe(english)
  })

  it('is of the desk’s day, not the machine’s', () => {
    const lateInLondon = Date.parse('2026-12-31T16:00:00Z')
    expect(speak({ key: 'x.gap', values: { v: { day: lateInLondon } } }, 'en')).toBe(
      'No: Fri 1 Jan.',
    )
  })

  it('is never read as a template, whatever a customer writes', () => {
    const v = '$t(x.many) {{v}} $& $1 <b>&amp;</b> \u202e'
    expect(speak({ key: 'x.gap', values: { v } }, 'en')).toBe(`No: ${v}.`)
  })
})

describe('alternative wordings', () => {
  it('are told apart by the variant, round and round', () => {
    expect([0, 1, 2, 3].map((variant) => speak({ key: 'x.many' }, 'zh-CN', variant)).join('')).toBe(
      '一二三一',
    )
    expect(speak({ key: 'x.many' }, 'en', 2)).toBe('one')
  })

  it('are counted per language', () => {
    expect(alternatives('x.many', 'zh-TW')).toBe(3)
    expect(alternatives('x.many', 'en')).toBe(2)
    expect(alternatives('question.noise.what', 'en')).toBe(2)
    expect(alternatives('x.none', 'en')).toBe(0)
  })
})

test.each([
  ['category.noise', 'noise简'],
  ['question.noise.what', 'what?简'],
  ['label.noise.loud', 'loud简'],
  ['option.noise.loud.very', 'very简'],
  ['answer.how', 'so.简'],
  ['department.quality', '质量部'],
  ['team.service', '客服组'],
  ['organisation.name', '示例商城'],
  ['organisation.hotline', '400-000-0000'],
])('%s comes from the catalog or the organisation', (key, text) => {
  expect(speak({ key }, 'zh-CN')).toBe(text)
})

describe('the catalog', () => {
  const real = loadCatalog('flows/catalog', organisation)
  const speaker = createSpeaker({ ...given, catalog: real })

  test.each(real.answers.map(({ id }) => id))('answers %s in each language by itself', (id) => {
    for (const locale of locales) {
      for (let n = 0; n < speaker.alternatives(`answer.${id}`, locale); n++) {
        const values = { days: '5' }
        expect(speaker.speak({ key: `answer.${id}`, values }, locale, n)).not.toContain('{{')
      }
    }
  })

  it('may name the desk, in the language of the reader', () => {
    const named = {
      ...resources,
      en: { ...resources.en, 'x.desk': ['{{organisation}} {{hotline}}'] },
    }
    const { speak } = createSpeaker({ ...given, resources: named })
    expect(speak({ key: 'x.desk' }, 'en')).toBe('Example Shop 400-000-0000')
    expect(speak({ key: 'x.desk', values: { organisation: 'We' } }, 'en')).toBe('We 400-000-0000')
  })
})

describe('what is lacking', () => {
  it('is a fault: a key, a value', () => {
    expect(() => speak({ key: 'x.none' }, 'en')).toThrow('no wording has the key x.none')
    expect(() => speak({ key: 'x.gap' }, 'en')).toThrow('wording x.gap lacks a value for {{v}}')
  })

  it('is told and bridged where the desk must not stop', () => {
    const told: string[] = []
    const tolerant = createSpeaker({ ...given, missing: (problem) => told.push(problem) })
    expect(tolerant.speak({ key: 'x.none' }, 'en')).toBe('none')
    expect(tolerant.speak({ key: 'x.gap' }, 'en')).toBe('No: ….')
    expect(told).toHaveLength(2)
  })

  it('is taken from zh-CN where only the language lacks it', () => {
    const { 'x.many': _, ...en } = resources.en
    const speaker = createSpeaker({ ...given, resources: { ...resources, en } })
    expect(speaker.speak({ key: 'x.many' }, 'en')).toBe('一')
  })

  it('is no fault where it was taken out of the catalog', () => {
    expect(speak({ key: 'category.gone' }, 'en')).toBe('gone')
    expect(speak({ key: 'option.noise.loud.gone' }, 'en')).toBe('gone')
  })
})
