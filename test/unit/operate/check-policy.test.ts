import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { checkPolicy } from '../../../src/operate/check-policy.ts'
import { describeProblem } from '../../../src/settings/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  for (const part of ['config', 'flows']) cpSync(part, join(folder, part), { recursive: true })
})

function change(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text, `${file} no longer has ${from}`).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
}

const found = () =>
  checkPolicy(folder).problems.map((problem) =>
    describeProblem(problem, 'en').replaceAll(`${folder}/`, ''),
  )

it('finds the shipped files right', () => {
  expect(found()).toEqual([])
})

it('tells the mistakes of every file at once, each with its line and what to do', () => {
  change('config/policy.yaml', 'within: 5 working days', 'within: 5 workingdays')
  change('flows/catalog/categories/quality.yaml', 'department: quality', 'department: qualty')
  change('flows/conversation/texts.en.yaml', ':', ' [')
  const all = found()
  expect(all[0]).toMatch(/^config\/policy\.yaml:\d+ deadlines\.answer\.within: '5 workingdays' is/)
  expect(all[1]).toMatch(
    /categories\/quality\.yaml:\d+ department: 'qualty' .*did you mean 'quality'/,
  )
  expect(all.slice(2).join('\n')).toMatch(/conversation\/texts\.en\.yaml:\d+/)
})

it('looks at the catalog also where only the policy is wrong', () => {
  change('config/policy.yaml', 'questions: {', 'question: {')
  change('flows/catalog/categories/use.yaml', 'level: ', 'levels: ')
  expect(found().some((line) => line.includes('use.yaml'))).toBe(true)
})

it('tells what is wrong with the menu of the official account', () => {
  const name = 'name: { zh-CN: 我要投诉, zh-TW: 我要投訴, en: Complain }'
  change('config/wechat-menu.yaml', name, name.replace('Complain', 'I want to complain'))
  change(
    'config/wechat-menu.yaml',
    '  says: { zh-CN: 转人工客服',
    '  opens: example.com\n  says: { zh-CN: 转人工客服',
  )
  expect(found()).toEqual([
    expect.stringMatching(
      /wechat-menu\.yaml:5 .*name\.en: 'I want to complain' is longer than 16 bytes/,
    ),
    expect.stringMatching(/wechat-menu\.yaml:\d+ .*opens: 'example\.com' is no web address/),
  ])
})
