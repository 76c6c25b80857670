import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, test } from 'vitest'
import type { Organisation } from '../../../src/domain/policy.ts'
import { loadCatalog } from '../../../src/settings/load-catalog.ts'
import { organisationFile } from '../../../src/settings/organisation-file.ts'
import { SettingsError } from '../../../src/settings/problem.ts'
import { readYaml } from '../../../src/settings/read-yaml.ts'

const folder = mkdtempSync(join(tmpdir(), 'catalog-'))
afterAll(() => rmSync(folder, { recursive: true }))
const organisation: Organisation = readYaml('config/organisation.yaml', organisationFile)

const names = '{ zh-CN: 甲, zh-TW: 甲, en: A }'
const ways = '{ zh-CN: [甲？, 乙？, 丙？], zh-TW: [甲？, 乙？, 丙？], en: [A?, B?, C?] }'
const noise = `id: noise
name: ${names}
level: 2
levelRule: level.noise
department: quality
open:
  - { id: what, slot: what, ask: ${ways}, label: ${names} }
closed:
  - id: loud
    slot: loudness
    ask: ${ways}
    label: ${names}
    options:
      - { id: very, label: ${names}, words: [很] }
      - { id: little, label: ${names}, words: [不太] }
`
const answers = `answers:
  - { id: how, text: ${ways}, words: [怎么] }
`

const own = (name: string) => readFileSync(`flows/catalog/safety/${name}.yaml`, 'utf8')
let safety = { kinds: own('kinds'), regions: own('regions') }

function load(category = noise, file = 'noise.yaml', answering = answers) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'categories'), { recursive: true })
  writeFileSync(join(folder, 'categories', file), category)
  writeFileSync(join(folder, 'answers.yaml'), answering)
  mkdirSync(join(folder, 'safety'))
  writeFileSync(join(folder, 'safety', 'kinds.yaml'), safety.kinds)
  writeFileSync(join(folder, 'safety', 'regions.yaml'), safety.regions)
  return loadCatalog(folder, organisation)
}

function complaints(...given: Parameters<typeof load>): string[] {
  try {
    load(...given)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.message.replaceAll(`${folder}/`, '').split('\n').slice(1)
  }
  return []
}

it('reads categories with their level and questions, and answers', () => {
  const { categories, answers: read } = load()
  expect(categories).toMatchObject([
    { id: 'noise', level: 2, levelRule: 'level.noise', department: 'quality' },
  ])
  expect(categories[0]?.open[0]?.ask['zh-TW']).toEqual(['甲？', '乙？', '丙？'])
  expect(categories[0]?.closed[0]?.options?.map(({ id }) => id)).toEqual(['very', 'little'])
  expect(read.map(({ id }) => id)).toEqual(['how'])
})

test.each([
  [
    'department: quality',
    'department: qualty',
    `categories/noise.yaml:5 department: 'qualty' is not in config/organisation.yaml; did you mean 'quality'?`,
  ],
  [
    'id: noise',
    'id: sound',
    `categories/noise.yaml:1 id: 'sound' stands in a file named 'noise.yaml'; give both the same name`,
  ],
  [
    'level: 2',
    'level: 7',
    'categories/noise.yaml:3 level: 7 is not possible; write one of: 1, 2, 3, 4, 5',
  ],
  [
    'id: little',
    'id: very',
    `categories/noise.yaml:15 closed[0].options[1].id: 'very' stands here twice; give one of them another id`,
  ],
  [
    'id: loud',
    'id: what',
    `categories/noise.yaml:9 closed[0].id: 'what' stands here twice; give one of them another id`,
  ],
  [
    '    slot: loudness',
    '    slott: loudness',
    `categories/noise.yaml:10 closed[0].slott: 'slott' is not known here; did you mean 'slot'?`,
  ],
  [
    `    ask: ${ways}`,
    '    ask: { zh-CN: [甲], zh-TW: [甲, 乙, 丙], en: [A, B, C] }',
    'categories/noise.yaml:11 closed[0].ask.zh-CN: is too short; write at least 3',
  ],
  [
    'open:\n',
    'open:\n  - just words\n',
    `categories/noise.yaml:7 open[0]: 'just words' is not keys with values; write keys with values`,
  ],
])('tells a mistake with its line: %s → %s', (from, to, said) => {
  expect(noise).toContain(from)
  expect(complaints(noise.replace(from, to))).toEqual([said])
})

it('tells the mistakes of all files at once', () => {
  const said = complaints(noise.replace('level: 2', 'level: 7'), 'noise.yaml', 'answer: []\n')
  expect(said).toEqual([
    expect.stringContaining('categories/noise.yaml:3'),
    expect.stringContaining(
      "answers.yaml:1 answer: 'answer' is not known here; did you mean 'answers'?",
    ),
  ])
})

it('tells an answer that stands twice', () => {
  const twice = `${answers}  - { id: how, text: ${ways} }\n`
  expect(complaints(noise, 'noise.yaml', twice)).toEqual([
    `answers.yaml:3 answers[1].id: 'how' stands here twice; give one of them another id`,
  ])
})

it('says that the folder is not there', () => {
  expect(() => loadCatalog(join(folder, 'none'), organisation)).toThrow('the folder is not there')
})

describe('what is done in danger', () => {
  const written = safety
  afterEach(() => {
    safety = written
  })

  it('has the numbers of the region, and those of all others where it is not known', () => {
    expect(load().safety.numbers.ambulance).toBe('120')
    const taiwan = loadCatalog(folder, { ...organisation, region: 'TW' })
    expect(taiwan.safety.numbers).toMatchObject({ ambulance: '119', helpline: '1925' })
    const moon = loadCatalog(folder, { ...organisation, region: 'moon' })
    expect(moon.safety.numbers.fire).toBe('112')
  })

  it('tells a number that cannot be dialled, with its line', () => {
    safety = {
      ...safety,
      regions: safety.regions.replace("fire: '119', police: '110'", "fire: 'hm', police: '110'"),
    }
    const line = written.regions.split('\n').findIndex((text) => text.startsWith('  CN:')) + 1
    expect(complaints()).toEqual([expect.stringContaining(`safety/regions.yaml:${line}`)])
  })

  it('tells a kind of danger nobody has a level for', () => {
    safety = { ...safety, kinds: safety.kinds.replace(/.*kind: gas.*\n/, '') }
    expect(complaints()).toEqual([expect.stringMatching(/safety\/kinds\.yaml:\d+.*gas/)])
  })
})
