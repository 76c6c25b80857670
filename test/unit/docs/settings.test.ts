import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { environmentNames } from '../../../src/settings/environment.ts'
import { readPage } from '../../support/documents.ts'
import {
  readEnvironmentExample,
  readSettings,
  type Section,
  settingsTables,
} from '../../support/settings-page.ts'
import { writtenBlock } from '../../support/written-block.ts'

const environment = readEnvironmentExample()
const policy = readSettings('config/policy.yaml')
const organisation = readSettings('config/organisation.yaml')
/** Of the organisation few keys hold others: one table has them all. */
const oneTable = [
  { title: 'All keys', means: '', settings: organisation.flatMap(({ settings }) => settings) },
]
const keysOf = (sections: readonly Section[]) =>
  sections.flatMap(({ settings }) => settings.map(({ key }) => key))

it.each([
  ['environment', environment],
  ['policy', policy],
  ['organisation', oneTable],
])('docs/settings.md has the %s as the files have it; UPDATE=1 writes it', (name, sections) => {
  const marks = { begin: name, end: `end of ${name}` }
  const { stands, written } = writtenBlock(
    'docs/settings.md',
    marks,
    settingsTables(sections, '###'),
  )
  expect(stands).toBe(written)
})

it('leaves no variable out, and explains each or the one before it', () => {
  const robots = 'WECOM_ROBOT_<TEAM>'
  expect(keysOf(environment).sort()).toEqual([...environmentNames, robots].sort())
  expect(
    environment
      .flatMap(({ settings }) => settings)
      .filter(({ means }) => !means)
      .map(({ key }) => key),
  ).toEqual(['HOST'])
})

it.each([
  ['config/policy.yaml', policy],
  ['config/organisation.yaml', organisation],
])('leaves no key of %s out', (file, sections) => {
  const keys = keysOf(sections)
  const outer = Object.keys(parse(readPage(file)))
  expect(sections.map(({ title }) => title)).toEqual(outer)
  for (const key of outer)
    expect(
      keys.some((one) => one === key || one.startsWith(`${key}.`)),
      key,
    ).toBe(true)
})

it('says of every number of the policy what rule it is, where it comes from and what it means', () => {
  for (const { title, means, settings } of policy) {
    expect(
      settings.some(({ source }) => source !== ''),
      title,
    ).toBe(true)
    for (const setting of settings) {
      expect(setting.rule, setting.key).not.toBe('')
      expect(setting.means || means || setting.source, setting.key).not.toBe('')
    }
  }
})
