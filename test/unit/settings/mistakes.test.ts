import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { complaints } from '../../support/changed-settings.ts'

/** The line in the shipped file on which `text` first stands. */
function lineOf(file: string, text: string): number {
  return readFileSync(join('config', file), 'utf8').split(text)[0]!.split('\n').length
}

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
