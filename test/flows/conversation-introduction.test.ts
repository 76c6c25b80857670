import { describe, expect, it } from 'vitest'
import type { Rules } from '../../flows/conversation/context.ts'
import type { Calendar } from '../../src/domain/calendar.ts'
import { talk } from '../support/talk.ts'
import { talkRules } from '../support/talk-rules.ts'
import { complaint, understood } from '../support/understood.ts'

const calendar: Calendar = {
  zone: 'Asia/Shanghai',
  periods: [{ from: '09:00', to: '18:00' }],
  weekdays: [1, 2, 3, 4, 5],
  holidays: new Set(),
  workingDays: new Set(),
}
const fridayNight = Date.parse('2026-11-27T22:40:00+08:00')
const mondayMorning = Date.parse('2026-11-30T09:00:00+08:00')
const hello = understood({ intents: ['greeting'] })

const newcomer = (rules: Rules = talkRules(), at = Date.parse('2026-11-23T10:00:00+08:00')) =>
  talk(rules, { introduced: false, at })

describe('the first answer', () => {
  it('says that it is automatic, how a person is reached, and where the privacy notice is', () => {
    const li = newcomer()
    const answer = li.arrives('你好', hello)
    expect(answer.said).toEqual(['arrived.hello', 'intro.assistant', 'intro.privacyHere'])
    expect(answer.choices).toEqual(['human'])
    expect(li.says('快递丢了', complaint('delivery')).said).not.toContain('intro.assistant')
  })

  it('links the privacy notice where the organisation has one', () => {
    const li = newcomer({ ...talkRules(), privacyNotice: 'https://example.com/privacy' })
    const [said] = li.arrives('你好', hello).effects
    expect(said).toMatchObject({
      texts: expect.arrayContaining([
        { key: 'conversation.intro.privacy', values: { url: 'https://example.com/privacy' } },
      ]),
    })
  })

  it('gives the day and hour somebody reads it, where nobody works now', () => {
    const [said] = newcomer({ ...talkRules(), calendar }, fridayNight).arrives(
      '你好',
      hello,
    ).effects
    expect(said).toMatchObject({
      texts: expect.arrayContaining([
        { key: 'conversation.intro.opens', values: { opens: { time: mondayMorning } } },
      ]),
    })
    const day = newcomer({ ...talkRules(), calendar }).arrives('你好', hello)
    expect(day.said).not.toContain('intro.opens')
  })

  it('offers no person to somebody who has just called one', () => {
    const answer = newcomer().says('人工', understood({ intents: ['human'] }))
    expect(answer.said).toEqual(['person.called', 'intro.assistantOnly', 'intro.privacyHere'])
    expect(answer.choices).toEqual([])
  })

  it('keeps the choices of a first question as they are', () => {
    const answer = newcomer().says(
      '外卖少了一份',
      complaint('delivery', { facts: { course: '少' } }),
    )
    expect(answer.said).toContain('intro.assistant')
    expect(answer.choices.includes('human')).toBe(!answer.choices.some((id) => id !== 'human'))
  })

  it('is behind every talk that is older than it', () => {
    const old = { context: { locale: 'zh-CN', tickets: [] } }
    const { flow } = newcomer()
    expect(flow.restart(old).introduced).toBe(true)
    expect(flow.restart({ context: { introduced: false } }).introduced).toBe(false)
    expect(flow.restart(undefined).introduced).toBeUndefined()
  })
})
