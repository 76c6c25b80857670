import { describe, expect, it } from 'vitest'
import { unseenAlert } from '../../src/domain/effect.ts'
import { type Answer, talk } from '../support/talk.ts'
import { talkRules } from '../support/talk-rules.ts'
import { understood } from '../support/understood.ts'

const circles = ['team:supervisors', 'team:management'] as const
const minute = 60_000
const human = understood({ intents: ['human'] })

function called() {
  const li = talk({ ...talkRules(), circles })
  return { li, first: li.says('人工', human) }
}

const rooms = ({ alerts }: Answer) => alerts.map(({ to }) => to)
const lines = ({ alerts }: Answer) => alerts.map(({ texts }) => texts[0]?.key)

describe('a call for a person that nobody has seen', () => {
  it('goes to the next circle after five minutes, says so there, and the customer hears that others are called', () => {
    const { li, first } = called()
    expect(first.alerts[0]?.ifUnseen?.at).toBe(Date.UTC(2026, 10, 23, 2, 5, 1))
    const next = li.silence(unseenAlert)
    expect([rooms(next), lines(next), next.said]).toEqual([
      ['team:supervisors'],
      ['conversation.staff.unseen'],
      ['person.still'],
    ])
    expect(rooms(li.silence(unseenAlert))).toEqual(['team:management'])
    expect(li.waits()).not.toContain(unseenAlert)
    expect(li.waits()).toContain('colleague')
  })

  it('waits only to be taken once somebody has seen it', () => {
    const { li } = called()
    expect(li.hears({ type: 'alert.seen' }).effects).toEqual([])
    expect(li.waits()).not.toContain(unseenAlert)
    expect(li.waits()).toContain('colleague')
  })

  it('waits for nobody’s eyes once somebody has taken it', () => {
    const { li } = called()
    li.hears({
      type: 'staff.took call',
      by: 'wang',
      publicName: '王老师',
      post: 'agent',
      answerTo: 'team:service',
    })
    expect(li.waits()).not.toContain(unseenAlert)
  })

  it('is passed on after two minutes where people are called at any hour', () => {
    const li = talk({ ...talkRules(), circles })
    li.says(
      '烫伤了',
      understood({ grievance: true, category: { id: 'injury', rule: 'lexicon.injury' } }),
    )
    const { alerts } = li.says('人工', human)
    expect(alerts[0]!.ifUnseen!.at - Date.UTC(2026, 10, 23, 2)).toBe(2 * minute + 2_000)
  })

  it('is left to the time for taking it where there is no wider circle', () => {
    const li = talk()
    expect(li.says('人工', human).alerts[0]?.ifUnseen).toBeUndefined()
  })
})
