import { describe, expect, it } from 'vitest'
import { initialTransition } from 'xstate'
import { createConversation } from '../../flows/conversation/chart.ts'
import {
  followed,
  interrupted,
  of,
  promisedAt,
  proposed,
  refund,
} from '../support/followed-talk.ts'
import { photo, talk } from '../support/talk.ts'
import { talkRules } from '../support/talk-rules.ts'
import { complaint, understood } from '../support/understood.ts'

const wang = { by: 'wang', publicName: '王老师' } as const
const yes = understood({ yes: true })

describe('with an open ticket', () => {
  it('adds words and photos, and says so when they arrived', () => {
    const li = followed()
    expect(li.says('昨天晚上', understood({ facts: { when: '昨天晚上' } }))).toMatchObject({
      said: [],
      told: [{ actor: 'ticket:1', event: { type: 'customer.added', text: '昨天晚上' } }],
    })
    expect(li.says('', understood(), [photo('a')]).told).toMatchObject([
      { event: { type: 'customer.added', files: [photo('a')] } },
    ])
    expect(li.hears({ type: 'ticket.noted', ...of, what: 'added' }).said).toEqual([
      'ticketNoted.added',
    ])
  })

  it('urges, asks how far it is, and answers thanks', () => {
    const li = followed()
    const told = (intent: 'urge' | 'progress' | 'human') =>
      li.says('…', understood({ intents: [intent] })).told.map(({ event }) => event.type)
    expect(told('urge')).toEqual(['customer.urged'])
    expect(told('progress')).toEqual(['customer.asked progress'])
    expect(told('human')).toEqual(['customer.asked for a person'])
    expect(li.presses('progress').told).toHaveLength(1)
    expect(li.says('谢谢', understood({ intents: ['thanks'] })).said).toEqual(['welcome'])
    expect(li.says('好的', yes).effects).toEqual([])
  })

  it('withdraws after one more yes, and says it once', () => {
    const li = followed()
    const asked = li.says('不投诉了', understood({ intents: ['withdraw'] }))
    expect(asked).toMatchObject({
      place: 'following.confirming the withdrawal',
      said: ['withdraw.ask'],
      choices: ['withdraw:CP-1:yes', 'withdraw:CP-1:no'],
    })
    expect(li.says('是', yes).told).toMatchObject([{ event: { type: 'customer.withdrew' } }])
    const said = [
      ...li.hears({ type: 'ticket.noted', ...of, what: 'withdrawn' }).said,
      ...li.hears({ type: 'ticket.closed', ...of, thanks: false, as: 'withdrawn' }).said,
    ]
    expect(said).toEqual(['ticketNoted.withdrawn'])
  })

  it('lets a withdrawal that nobody confirms rest', () => {
    const li = followed()
    li.says('不投诉了', understood({ intents: ['withdraw'] }))
    expect(li.silence('patience')).toMatchObject({ place: 'following.listening', told: [] })
  })

  it('asks once whether another grievance is another matter', () => {
    const li = followed()
    const asked = li.says('客服还骂人，电饭锅也坏了', complaint('quality'))
    expect(asked).toMatchObject({
      place: 'following.asking which matter',
      choices: ['matter:CP-1', 'matter:new'],
    })
    expect(li.presses('matter:CP-1')).toMatchObject({
      place: 'following.listening',
      told: [{ event: { type: 'customer.added', text: '客服还骂人，电饭锅也坏了' } }],
    })
    li.says('洗衣机也坏了', complaint('quality'))
    expect(li.presses('matter:new').place).toBe('intake.asking')
    expect(li.context().draft?.story).toBe('洗衣机也坏了')
  })

  it('does not ask for more of the same', () => {
    const li = followed()
    expect(li.says('快递还是没到', complaint('delivery')).told).toHaveLength(1)
  })
})

describe('the survey', () => {
  const surveyed = () => {
    const li = followed()
    li.hears({ type: 'ticket.surveyed', ...of })
    return li
  }

  it('closes a satisfied case with four thanks', () => {
    const li = surveyed()
    expect(li.presses('survey:CP-1:5')).toMatchObject({
      said: [],
      told: [{ event: { type: 'customer.scored', score: 5 } }],
    })
    expect(li.hears({ type: 'ticket.closed', ...of, thanks: true, as: 'closed' })).toMatchObject({
      place: 'idle',
      said: ['thanks.sorry', 'thanks.trust', 'thanks.lesson', 'thanks.effort'],
    })
  })

  it('does not thank somebody for his custom who was hurt', () => {
    const li = surveyed()
    li.presses('survey:CP-1:4')
    expect(li.hears({ type: 'ticket.closed', ...of, thanks: false, as: 'closed' }).said).toEqual([
      'closed.plain',
    ])
  })

  it.each([
    ['非常满意', 5],
    ['挺好的', 4],
    ['还行吧', 3],
    ['不满意', 2],
    ['太差了', 1],
    ['給4分', 4],
    ['very bad', 1],
  ])('takes words for a score: %s is %i', (words, score) => {
    expect(surveyed().says(words).told).toMatchObject([
      { event: { type: 'customer.scored', score, words } },
    ])
  })

  it('tells a low score at once, then asks what went wrong', () => {
    const li = surveyed()
    expect(li.presses('survey:CP-1:2')).toMatchObject({
      place: 'survey.asking what went wrong',
      said: ['survey.wrong'],
      told: [{ event: { type: 'customer.scored', score: 2 } }],
    })
    li.hears({ type: 'ticket.reopened', ...of, promisedAt })
    expect(li.says('太慢了')).toMatchObject({
      place: 'following.listening',
      said: ['survey.heard'],
      told: [{ event: { type: 'customer.objected', text: '太慢了' } }],
    })
  })

  it('does not wait for ever to hear what went wrong', () => {
    const li = surveyed()
    li.presses('survey:CP-1:1')
    expect(li.silence('patience')).toMatchObject({ place: 'following.listening', told: [] })
  })
})

describe('a refusal', () => {
  it('says the reason, how to object, and where to turn outside', () => {
    const li = followed()
    const refused = { type: 'ticket.refused', ...of, reason: '已过期限', final: false } as const
    expect(li.hears(refused)).toMatchObject({
      said: ['refused.reason', 'refused.inside', 'refused.outside'],
      choices: ['object:CP-1'],
    })
    expect(li.presses('object:CP-1').said).toEqual(['objection.ask'])
    expect(li.says('我不接受这个说法').told).toMatchObject([
      { event: { type: 'customer.objected', text: '我不接受这个说法' } },
    ])
  })

  it('that is final names the inside review and the outside recourse', () => {
    const li = followed()
    const last = { type: 'ticket.refused', ...of, reason: '已复核', final: true } as const
    expect(li.hears(last).said).toEqual(['refused.finally', 'refused.review', 'refused.outside'])
  })
})

describe('what a ticket says', () => {
  it.each([
    [{ type: 'ticket.taken', ...of, publicName: '王老师' }, 'taken'],
    [{ type: 'ticket.late', ...of, publicName: null, promisedAt }, 'late.plain'],
    [{ type: 'ticket.refused', ...of, reason: '…', final: true }, 'refused.finally'],
    [{ type: 'ticket.carried out', ...of, text: '…' }, 'carriedOut.done'],
  ] as const)('is said at once in the middle of an intake: $type', (event, key) => {
    const li = interrupted()
    const answer = li.hears(event)
    expect(answer.said[0]).toBe(key)
    expect(answer.place).toBe('intake.asking')
    expect(li.waits()).toContain('patience')
  })
})

describe('a person in the conversation', () => {
  const taken = () => {
    const li = followed()
    const said = { type: 'staff.said', ...of, ...wang, text: '您好', takesOver: true } as const
    return { li, answer: li.hears(said) }
  }

  it('is named, and silences the bot', () => {
    const { li, answer } = taken()
    expect(answer.said).toEqual(['person.here'])
    expect(answer.effects.at(-1)).toMatchObject({
      type: 'relay',
      line: { values: { name: '王老师', words: '您好' } },
      by: 'wang',
    })
    expect(li.says('我的包裹呢', complaint('delivery'))).toMatchObject({
      place: 'with a human',
      said: [],
      told: [{ event: { type: 'customer.replied', text: '我的包裹呢' } }],
    })
    expect(li.presses('help').effects).toEqual([])
  })

  it('still lets the ticket speak, and its buttons count', () => {
    const { li } = taken()
    expect(li.hears({ type: 'ticket.noted', ...of, what: 'added' }).said).toHaveLength(1)
    expect(li.hears(proposed([refund]))).toMatchObject({ place: 'with a human' })
    expect(li.presses('opinion:CP-1:1:accept:0').told).toHaveLength(1)
  })

  it('hands back to where the talk was', () => {
    const { li } = taken()
    li.hears(proposed())
    expect(li.hears({ type: 'staff.handed back', ...of, ...wang })).toMatchObject({
      place: 'opinion.deciding',
      said: ['person.gone', 'opinion.ask'],
    })
  })

  it('who only writes a word does not silence the bot', () => {
    const li = followed()
    const word = { type: 'staff.said', ...of, ...wang, text: '在查了', takesOver: false } as const
    expect(li.hears(word).place).toBe('following.listening')
  })

  it('without a ticket gets the words in the team room, and is called again when silent', () => {
    const li = talk()
    li.hears({ type: 'staff.said', ...wang, text: '您好', takesOver: true })
    expect(li.says('有人吗').alerts).toMatchObject([{ to: 'team:service' }])
    expect(li.silence('colleague')).toMatchObject({ said: [], alerts: [{ to: 'staff:wang' }] })
    expect(li.silence('colleague')).toMatchObject({ place: 'with a human', said: ['person.still'] })
    expect(li.silence('colleague')).toMatchObject({ place: 'idle', said: ['person.gone'] })
  })
})

describe('an older chart', () => {
  it('goes on politely with everything that was said', () => {
    const flow = createConversation(talkRules())
    const old = { value: 'gone', context: { ...followed().context(), locale: 'en' } }
    const kept = flow.restart(old)
    const [snapshot] = initialTransition(flow.machine, { ...kept, actor: 'conversation:web/li' })
    expect(snapshot).toMatchObject({
      value: { following: 'listening' },
      context: { locale: 'en', restarted: true, tickets: [{ number: 'CP-1' }] },
    })
  })

  it('is harmless when nothing in it can be read', () => {
    const flow = createConversation(talkRules())
    for (const old of [undefined, null, 7, {}, { context: 3 }, { context: { locale: 'xx' } }]) {
      const [snapshot] = initialTransition(flow.machine, flow.restart(old))
      expect(snapshot.value).toBe('idle')
    }
  })
})
