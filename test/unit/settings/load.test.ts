import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addSpan, isWorkingDay } from '../../../src/domain/calendar.ts'
import { channelVariables } from '../../../src/settings/channel-variables.ts'
import { environmentNames } from '../../../src/settings/environment.ts'
import { loadSettings } from '../../../src/settings/load.ts'
import { complaints, load } from '../../support/changed-settings.ts'

describe('the shipped settings', () => {
  it('have the figures of the procedure', () => {
    const { policy } = load()
    expect(policy.deadlines.answer).toEqual({
      rule: 'deadline.answer',
      within: { n: 5, unit: 'working days' },
    })
    expect(policy.deadlines.takingMajor.within).toEqual({ n: 10, unit: 'minutes' })
    expect(policy.levels.loss).toEqual({ rule: 'level.loss', from: 50_000, level: 3 })
    expect(policy.approval.limits.find(({ role }) => role === 'approver')?.upTo).toBe(50_000)
    expect(policy.approval.limits.find(({ role }) => role === 'manager')?.upTo).toBeNull()
    expect(policy.approval.selfUpTo.value).toBe(0)
    expect(policy.limits.fileSize.value).toBe(10 * 1024 * 1024)
    expect(policy.burst.answer.within).toEqual({ n: 1.5, unit: 'seconds' })
  })

  it('name a rule of its own for every figure, and its source in a comment', () => {
    const lines = readFileSync('config/policy.yaml', 'utf8').split('\n')
    const rules = lines.flatMap((line) => /\brule: ([\w.-]+)/.exec(line)?.[1] ?? [])
    expect(rules.length).toBeGreaterThan(30)
    expect(new Set(rules).size).toBe(rules.length)
    expect(lines.filter((line) => /Source( of all three)?:/.test(line)).length).toBeGreaterThan(30)
  })

  it('count in Chinese working time', () => {
    const { calendar } = load()
    const beforeNationalDay = Date.parse('2026-09-30T10:00:00+08:00')
    const end = addSpan(calendar, beforeNationalDay, { n: 1, unit: 'working days' })
    expect(new Date(end).toISOString()).toBe('2026-10-08T10:00:00.000Z')
    expect(isWorkingDay(calendar, Date.parse('2026-02-28T12:00:00+08:00'))).toBe(true)
    expect(isWorkingDay(calendar, Date.parse('2026-02-17T12:00:00+08:00'))).toBe(false)
    expect(isWorkingDay(calendar, Date.parse('2026-11-21T12:00:00+08:00'))).toBe(false)
  })
})

describe('a year without a table of public holidays', () => {
  it('is told of two months before it begins', () => {
    expect(load({}, { now: Date.parse('2026-10-20T00:00:00Z') }).warnings).toEqual([])
    const [warning, ...more] = load().warnings
    expect(warning).toContain('ends with 2026: 2027 has none')
    expect(more).toEqual([])
  })

  it('is made up for by the organisation', () => {
    const changes: [string, string][] = [
      ['holidays: []', 'holidays: [2027-02-08]'],
      ['working_days: []', 'working_days: [2027-02-14]'],
    ]
    const { calendar, warnings } = load({ 'organisation.yaml': changes })
    expect(warnings).toEqual([])
    expect(isWorkingDay(calendar, Date.parse('2027-02-08T12:00:00+08:00'))).toBe(false)
    expect(isWorkingDay(calendar, Date.parse('2027-02-14T12:00:00+08:00'))).toBe(true)
  })

  it('matters only where those holidays do', () => {
    const { warnings, calendar } = load({ 'organisation.yaml': [['region: CN', 'region: TW']] })
    expect(warnings).toEqual([])
    expect(isWorkingDay(calendar, Date.parse('2026-10-05T12:00:00+08:00'))).toBe(true)
  })
})

describe('the environment', () => {
  it('has defaults that need nothing', () => {
    expect(load().environment).toEqual({
      port: 8080,
      host: '127.0.0.1',
      baseUrl: undefined,
      behindProxy: false,
      embedOrigins: [],
      webhooks: [],
      data: './data',
      logLevel: 'info',
    })
  })

  it('takes the sites that may show the chat, and refuses what is no site', () => {
    const sites = 'https://www.example.com, https://m.example.com/'
    const { environment } = load({}, { env: { EMBED_ORIGINS: sites } })
    expect(environment.embedOrigins).toEqual(['https://www.example.com', 'https://m.example.com'])
    for (const wrong of ['*', 'example.com', "https://a.example/x; script-src 'none'"]) {
      expect(complaints({}, { env: { EMBED_ORIGINS: wrong } })[0]).toContain('without a path')
    }
  })

  it('takes a public address without a path, and a proxy that is believed', () => {
    const env = { BASE_URL: 'https://help.example.com/', BEHIND_PROXY: 'yes' }
    const { environment } = load({}, { env })
    expect(environment).toMatchObject({ baseUrl: 'https://help.example.com', behindProxy: true })
    for (const wrong of ['help.example.com', 'https://example.com/help', 'ftp://example.com']) {
      expect(complaints({}, { env: { BASE_URL: wrong } })[0]).toContain('without a path')
    }
    expect(complaints({}, { env: { BEHIND_PROXY: 'true' } })[0]).toContain('yes, no')
  })

  it('is the file, and over it the machine', () => {
    const { environment } = load({}, { dotenv: 'PORT=1\nDATA=/a\n', env: { PORT: '0', HOST: '' } })
    expect(environment).toMatchObject({ port: 0, data: '/a', host: '127.0.0.1' })
  })

  it('is refused with the line it stands on', () => {
    expect(complaints({}, { dotenv: '# mine\nPROT=80\nPORT=http\n' })).toEqual([
      `.env:2 PROT: 'PROT' is not known here; did you mean 'PORT'?`,
      `.env:3 PORT: 'http' is not a port; write a number from 0 to 65535`,
    ])
    expect(complaints({}, { env: { LOG_LEVEL: 'loud' } })[0]).toContain("LOG_LEVEL: 'loud' is not")
  })

  it('has an example with every name that is read and no other, which changes nothing', () => {
    const example = readFileSync('config/.env.example', 'utf8')
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(named.sort()).toEqual([...environmentNames].sort())
    expect(load({}, { dotenv: example }).environment).toEqual(load().environment)
  })

  it('explains every name of the example in English and in Chinese', () => {
    const blocks = readFileSync('config/.env.example', 'utf8').matchAll(
      /((?:^#.*\n)+)(?:[A-Z_]+=.*\n)+/gm,
    )
    for (const [block, comment] of blocks) {
      expect(comment, block).toMatch(/[a-z]{3,} .*[a-z]{2,}/i)
      expect(comment, block).toMatch(/\p{Script=Han}{3,}/u)
    }
  })

  it('names for each channel only what is read', () => {
    for (const { needed, all } of Object.values(channelVariables)) {
      expect(environmentNames).toEqual(expect.arrayContaining([...all, ...needed]))
      expect(all).toEqual(expect.arrayContaining([...needed]))
    }
  })
})

it('says which file is not there', () => {
  const missing = () => loadSettings({ configFolder: join('config', 'none'), env: {} })
  expect(missing).toThrow(/none\/policy\.yaml: the file is not there; take the one that came/)
})
