import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { SettingsError } from '../../../src/settings/problem.ts'
import { loadTexts } from '../../../src/texts/load.ts'

const folder = mkdtempSync(join(tmpdir(), 'texts-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes one flow in three languages; a missing text leaves its file out. */
function load(flow: string, texts: { 'zh-CN'?: string; 'zh-TW'?: string; en?: string }) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, flow), { recursive: true })
  mkdirSync(join(folder, 'without-texts'))
  for (const [locale, text] of Object.entries(texts)) {
    writeFileSync(join(folder, flow, `texts.${locale}.yaml`), text)
  }
  return loadTexts(folder)
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

it('keeps every sentence under its flow, alternatives in order', () => {
  const texts = 'ask: { where: 在哪？ }\nhello: [你好, 您好]\n'
  const { en, 'zh-TW': taiwan } = load('talk', { 'zh-CN': texts, 'zh-TW': texts, en: texts })
  expect(en).toEqual({ 'talk.ask.where': ['在哪？'], 'talk.hello': ['你好', '您好'] })
  expect(taiwan).toEqual(en)
})

it('lets the names of remedies, states, levels, verdicts and roles stand by themselves', () => {
  const texts = 'state: { at department: 部门 }\nlevel: { 3: 三级 }\ncard: { state: 状态 }\n'
  const { en } = load('desk', { 'zh-CN': texts, 'zh-TW': texts, en: texts })
  expect(Object.keys(en).sort()).toEqual(['desk.card.state', 'level.3', 'state.at department'])
})

describe('a mistake', () => {
  const good = 'a: 甲\nb: 乙 {{x}}\n'

  test.each([
    [
      'a key one language lacks',
      'a: A\n',
      'talk/texts.zh-CN.yaml:2 b: has no text in en; add the key to talk/texts.en.yaml',
    ],
    [
      'a key one language has more',
      `${good}c: C\n`,
      'talk/texts.en.yaml:3 c: has no text in zh-CN; add the key to talk/texts.zh-CN.yaml',
    ],
    [
      'another gap',
      'a: A\nb: B {{y}}\n',
      'talk/texts.zh-CN.yaml:2 b: has other gaps in en (y) than here (x); use the same in each language',
    ],
    [
      'a broken gap',
      'a: A\nb: B {{x}\n',
      "talk/texts.en.yaml:2 b: 'B {{x}' has a gap that is not closed; write e.g. '{{number}}'",
    ],
    [
      'a number for a sentence',
      'a: 1\nb: B {{x}}\n',
      'talk/texts.en.yaml:1 a: is not a sentence or a list of sentences; write text',
    ],
    [
      'an empty list',
      'a: []\nb: B {{x}}\n',
      'talk/texts.en.yaml:1 a: is not a sentence or a list of sentences; write text',
    ],
    [
      'a dot in a key',
      'a.b: A\n',
      "talk/texts.en.yaml:1 a.b: 'a.b' has a dot in it; nest the keys instead",
    ],
    [
      'a key that stands twice',
      'a: A\na: B\n',
      'talk/texts.en.yaml:2: this is not YAML (Map keys must be unique); correct the line, mostly its indentation or quotes',
    ],
  ])('is told with its line: %s', (_, en, said) => {
    expect(complaints('talk', { 'zh-CN': good, 'zh-TW': good, en })[0]).toBe(said)
  })

  it('is a language without a file', () => {
    expect(complaints('talk', { 'zh-CN': good, en: good })).toEqual([
      'talk/texts.zh-TW.yaml: the file is not there; take the one that came with the project',
    ])
  })
})
