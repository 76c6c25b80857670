import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { addSpan, isWorkingDay } from '../../../src/domain/calendar.ts'
import { channelVariables } from '../../../src/settings/channel-variables.ts'
import { environmentNames } from '../../../src/settings/environment.ts'
import { loadSettings } from '../../../src/settings/load.ts'
import { SettingsError } from '../../../src/settings/problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const november = Date.parse('2026-11-01T00:00:00Z')

/** The shipped settings with some text replaced, file by file; `.env` is written as given. */
function load(
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
function complaints(...broken: Parameters<typeof load>): string[] {
  try {
    load(...broken)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.message.replaceAll(`${folder}/`, '').split('\n').slice(1)
  }
  return []
}

/** The line in the shipped file on which `text` first stands. */
function lineOf(file: string, text: string): number {
  return readFileSync(join('config', file), 'utf8').split(text)[0]!.split('\n').length
}

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

describe('a mistake in the policy', () => {
  const at = (text: string) => lineOf('policy.yaml', text)

  test.each([
    [
      'within: 5 working days',
      'within: 5 workingdays',
      `deadlines.answer.within: '5 workingdays' is not a length of time; write e.g. '5 working days', '2 working hours', '10 minutes'`,
    ],
    [
      'within: 6 seconds',
      'within: 0 seconds',
      `burst.story.within: '0 seconds' is no time at all; write more than 0`,
    ],
    [
      'within: 6 seconds',
      'within: 6 working hours',
      `burst.story.within: '6 working hours' depends on working time; write seconds, minutes, hours or days here, e.g. '10 minutes'`,
    ],
    [
      'from: 500 yuan',
      'from: 500 dollars',
      `levels.loss.from: '500 dollars' is not an amount; write e.g. '500 yuan'`,
    ],
    [
      'up_to: 500 yuan',
      'up_to: much',
      `approval.limits[0].up_to: 'much' is not an amount; write e.g. '500 yuan', or 'no limit'`,
    ],
    [
      'role: approver,',
      'role: aprover,',
      `approval.limits[0].role: 'aprover' is not possible; did you mean 'approver'? Possible are: agent, handler, approver, supervisor, manager, auditor, admin`,
    ],
    ['  tries: {', '  trys: {', `outbox.trys: 'trys' is not known here; did you mean 'tries'?`],
    [
      'value: 10 MB',
      'value: plenty',
      `limits.file_size.value: 'plenty' is not a size; write e.g. '10 MB'`,
    ],
    [
      'value: 7 }',
      'value: seven }',
      `interview.questions.value: 'seven' is not a number; write a number`,
    ],
    ['value: 7 }', 'value: 0 }', `interview.questions.value: 0 is too small; write 1 or more`],
    [
      'value: 0.2 }',
      'value: 2 }',
      `deadlines.reminder_before.value: 2 is too large; write 1 or less`,
    ],
    [
      'lexicon: death, level: 5',
      'lexicon: death, level: 6',
      `levels.words[0].level: 6 is not possible; write one of: 1, 2, 3, 4, 5`,
    ],
    [
      "ask_owner_at: '09:00'",
      'ask_owner_at: 9am',
      `promised_day.ask_owner_at: '9am' is not a time of day; write e.g. '09:00'`,
    ],
  ])('%s → %s', (from, to, said) => {
    expect(complaints({ 'policy.yaml': [[from, to]] })[0]).toBe(`policy.yaml:${at(from)} ${said}`)
  })

  it('is told of where a key is missing, at what it is missing from', () => {
    const [first, ...more] = complaints({
      'policy.yaml': [['  answer: { rule: deadline.answer, within: 5 working days }\n', '']],
    })
    expect(first).toBe(`policy.yaml:${at('deadlines:')} deadlines.answer: is missing; add it`)
    expect(more).toEqual([])
    const short = complaints({ 'policy.yaml': [['within: 5 working days }', '}']] })
    const line = at('rule: deadline.answer')
    expect(short).toEqual([`policy.yaml:${line} deadlines.answer.within: is missing; add it`])
  })

  it('is told of beside all the others', () => {
    const said = complaints({
      'policy.yaml': [
        ['within: 6 seconds', 'within: soon'],
        ['value: 7 }', 'value: -7 }'],
        [
          'longest_retry: { rule: outbox.longest-retry, within: 10 minutes',
          'longest_retry: { rule: outbox.longest-retry, within: 10',
        ],
      ],
      'organisation.yaml': [['region: CN', 'regoin: CN']],
    })
    expect(said.map((line) => line.split(':')[0])).toEqual([
      'policy.yaml',
      'policy.yaml',
      'policy.yaml',
      'organisation.yaml',
    ])
  })

  it('is told of where it is no YAML any more', () => {
    const [said] = complaints({
      'policy.yaml': [['{ rule: burst.story,', '{ rule: burst.story, [']],
    })
    expect(said).toMatch(/^policy\.yaml:\d+: this is not YAML \(.+\); correct the line/)
  })

  it('is told of where two figures contradict each other', () => {
    const said = complaints({ 'policy.yaml': [['within: 1 second }', 'within: 1 hour }']] })
    expect(said).toEqual([
      `policy.yaml:${at('10 minutes }\n  # Messages of one conversation')} outbox.longest_retry.within: '10 minutes' is less than '1 hours'; write at least as much`,
    ])
  })

  it('is told of where the survey would come after the follow-up', () => {
    const late = 'survey: { rule: deadline.survey, within: 1 working day'
    const said = complaints({ 'policy.yaml': [[late, late.replace('1 working', '6 working')]] })
    expect(said).toEqual([
      `policy.yaml:${at('follow_up:')} deadlines.follow_up.within: '5 working days' is less than '6 working days'; write at least as much`,
    ])
  })

  it('is told of in the language of the operator', () => {
    const broken = { 'policy.yaml': [['within: 6 seconds', 'within: soon']] as [string, string][] }
    expect(complaints(broken, { env: { LANG: 'zh_CN.UTF-8' } })[0]).toContain("'soon' 不是时长")
    expect(complaints(broken, { env: { LANG: 'zh_TW.UTF-8' } })[0]).toContain('不是時間長度')
    expect(complaints(broken, { env: { LANG: 'zh_CN', LC_ALL: 'en_GB' } })[0]).toContain(
      'not a length',
    )
  })
})

describe('a mistake in the organisation', () => {
  const at = (text: string) => lineOf('organisation.yaml', text)

  test.each([
    [
      'zone: Asia/Shanghai',
      'zone: Asia/Shangai',
      `zone: 'Asia/Shangai' is not a time zone; write e.g. 'Asia/Shanghai'`,
    ],
    [
      "from: '13:00'",
      "from: '11:00'",
      `working_time.periods[1]: '11:00–18:00' begins before the period above it ends; write the periods in order, without overlap`,
    ],
    [
      "from: '13:00'",
      "from: '19:00'",
      `working_time.periods[1]: '19:00–18:00' ends before it begins; write the earlier time as 'from'`,
    ],
    [
      'weekdays: [1, 2, 3, 4, 5]',
      'weekdays: []',
      'working_time.weekdays: is empty; write at least one',
    ],
    [
      'holidays: []',
      'holidays: [2027-02-30]',
      `holidays[0]: '2027-02-30' is not a date; write e.g. '2027-02-06'`,
    ],
    [
      'team: quality,',
      'team: qality,',
      `departments[1].team: 'qality' is not possible; did you mean 'quality'? Possible are: service, quality, logistics, aftersales, finance, supervisors, management`,
    ],
    [
      'id: finance, name',
      'id: quality, name',
      `teams[4].id: 'quality' stands here twice; give one of them another id`,
    ],
    [
      'id: finance, name',
      'id: Our Finance, name',
      `teams[4].id: 'Our Finance' is not an id; write small letters, digits and hyphens, beginning with a letter`,
    ],
    [
      'circles: [supervisors',
      'circles: [bosses',
      `circles[0]: 'bosses' is not possible; write one of: service, quality, logistics, aftersales, finance, supervisors, management`,
    ],
    ['zh-TW: 示例商城, ', '', 'name.zh-TW: is missing; add it'],
  ])('%s → %s', (from, to, said) => {
    expect(complaints({ 'organisation.yaml': [[from, to]] })[0]).toBe(
      `organisation.yaml:${at(from)} ${said}`,
    )
  })

  it('is told of where a day is off and worked', () => {
    const changes: [string, string][] = [
      ['holidays: []', 'holidays: [2027-02-14]'],
      ['working_days: []', 'working_days: [2027-02-14]'],
    ]
    expect(complaints({ 'organisation.yaml': changes })[0]).toContain('both a day off and')
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
  const missing = () => loadSettings({ configFolder: join(folder, 'none'), env: {} })
  expect(missing).toThrow(/none\/policy\.yaml: the file is not there; take the one that came/)
})
