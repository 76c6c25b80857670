import { describe, expect, it } from 'vitest'
import type { Understanding } from '../../src/domain/understanding.ts'
import { photo, talk } from '../support/talk.ts'
import { complaint, understood } from '../support/understood.ts'

const skips = understood({ intents: ['skip'] })
const opened = {
  type: 'ticket.opened',
  ticket: 'ticket:1',
  number: 'CP-1',
  promisedAt: Date.UTC(2026, 10, 27),
} as const

/** Somebody whose first words are these, after the pause. */
function begun(text: string, u: Understanding) {
  const li = talk()
  li.arrives(text, u)
  return { li, first: li.says(text, u) }
}

describe('the first words', () => {
  it('are answered without a question, and a greeting that is all gets no second answer', () => {
    const li = talk()
    const hello = understood({ intents: ['greeting'] })
    expect(li.arrives('你好', hello).said).toEqual(['arrived.hello'])
    expect(li.says('你好', hello)).toMatchObject({ place: 'idle', said: [] })
    expect(li.says('在吗', hello).said).toEqual(['greeting'])
  })

  it('are thanked for thanks, and answered from the catalog where it can', () => {
    const li = talk()
    expect(li.arrives('谢谢', understood({ intents: ['thanks'] })).said).toEqual(['arrived.thanks'])
    expect(li.says('几天', understood({ answer: 'days' }))).toMatchObject({
      place: 'idle',
      said: ['answer.days'],
    })
  })

  it('soothe once, not again when the same words come after the pause', () => {
    const { first } = begun('太过分了', understood({ grievance: true, mood: 'upset' }))
    expect(first).toMatchObject({ place: 'intake.hearing the story', said: ['ask.story'] })
  })

  it('that nobody understands get an open invitation, then a person', () => {
    const { li, first } = begun('asdf', understood())
    expect(first.said).toEqual(['invited'])
    const second = li.says('qwer')
    expect(second).toMatchObject({ said: ['missedTwice', 'person.called'] })
    expect(second.alerts).toHaveLength(1)
  })
})

describe('the intake', () => {
  it('soothes the hurt and the furious in other words than others', () => {
    const soothing = (parts: Partial<Understanding>) =>
      talk().arrives('坏了', complaint('quality', parts)).said
    expect(soothing({})).toEqual(['soothe.ordinary'])
    expect(soothing({ mood: 'furious' })).toEqual(['soothe.furious'])
    expect(soothing({ hurt: true, mood: 'furious' })).toEqual(['soothe.hurt'])
  })

  it('never says a soothing more often than it has words for it', () => {
    const furious = understood({ grievance: true, mood: 'furious' })
    const { li } = begun('坏了', complaint('quality', { mood: 'furious' }))
    const said = Array.from({ length: 12 }, () => li.says('气死我了', furious).said).flat()
    expect(said.filter((key) => key === 'soothe.furious').length).toBeLessThanOrEqual(3)
  })

  it('asks at most seven questions before the summary, three where there is need', () => {
    const questions = (parts: Partial<Understanding>) => {
      const { li, first } = begun('坏了', complaint('quality', parts))
      let answer = first
      let asked = 0
      while (answer.place !== 'intake.summing up') {
        asked += 1
        answer = li.says('不知道', skips)
      }
      return asked
    }
    expect(questions({})).toBeLessThanOrEqual(7)
    expect(questions({})).toBeGreaterThan(3)
    expect(questions({ mood: 'furious' })).toBe(3)
    expect(questions({ hurt: true })).toBe(3)
  })

  it('does not ask what was told already', () => {
    const { li, first } = begun(
      '昨天买的电饭锅坏了，不通电，用了一天，小票还在，我要退款，电话13812345678',
      complaint('quality', {
        facts: { product: '电饭锅', when: '昨天', defect: '不通电', used: '一天', receipt: 'yes' },
        wish: 'refund',
        contact: { phone: '13812345678' },
      }),
    )
    expect(first).toMatchObject({ place: 'intake.asking evidence' })
    expect(li.context().draft?.wish).toEqual({ words: '我要退款', remedy: 'refund' })
    expect(li.context().draft?.facts.receipt).toBe('YES')
  })

  it('takes free words, and a digit, for an answer with buttons', () => {
    const { li } = begun('丢了', complaint('delivery'))
    li.says('昨天')
    li.says('快递员说放门口了')
    expect(li.context().draft?.facts.parcel).toBe('快递员说放门口了')
    const other = begun('丢了', complaint('delivery')).li
    other.says('昨天')
    other.says('2', understood({ digit: 2 }))
    expect(other.context().draft?.facts.parcel).toBe('DAMAGED')
  })

  it('asks for the contact once, and never needs it', () => {
    const { li } = begun('烫伤了', complaint('injury', { hurt: true }))
    li.says('不知道', skips)
    expect(li.says('道歉', understood({ wish: 'apology' })).said).toContain('ask.contact')
    const summary = li.says('不留', understood({ yes: false }))
    expect(summary.place).toBe('intake.summing up')
    li.presses('summary:yes')
    li.hears(opened)
    li.says('又烫伤了', complaint('injury', { hurt: true, intents: ['complaint'] }))
    li.presses('matter:new')
    li.says('不知道', skips)
    expect(li.says('道歉', understood({ wish: 'apology' })).said).not.toContain('ask.contact')
  })

  it('sends it at any time when asked to, as soon as something happened', () => {
    const send = understood({ intents: ['submit'] })
    const { li, first } = begun('直接提交', send)
    expect(first.said).toContain('ask.story')
    const sent = li.says('快递丢了', complaint('delivery'))
    expect(sent).toMatchObject({ place: 'opening' })
    expect(sent.effects.at(-1)).toMatchObject({ type: 'open', complaint: { story: '快递丢了' } })
    expect(begun('快递丢了', complaint('delivery')).li.says('别问了', send).place).toBe('opening')
  })

  it('keeps the wish that a later one replaced', () => {
    const { li } = begun('坏了，要换', complaint('quality', { wish: 'exchange' }))
    li.says('算了还是退款', understood({ wish: 'refund' }))
    expect(li.context().draft).toMatchObject({
      wish: { remedy: 'refund' },
      earlierWishes: [expect.stringContaining('换')],
    })
  })

  it('takes photos at any time, and asks for none that are there', () => {
    const { li } = begun('烫坏了', complaint('quality'))
    expect(li.says('', understood(), [photo('a')])).toMatchObject({
      place: 'intake.asking',
      said: ['photo'],
    })
    const places = Array.from({ length: 6 }, () => li.says('不知道', skips).place)
    expect(places).toContain('intake.summing up')
    expect(places).not.toContain('intake.asking evidence')
  })

  it('goes on with the open question after an aside', () => {
    const { li } = begun('丢了', complaint('delivery'))
    for (const [u, key] of [
      [understood({ intents: ['help'] }), 'help'],
      [understood({ intents: ['robot'] }), 'robot'],
      [understood({ answer: 'days' }), 'answer.days'],
      [understood({ intents: ['progress'] }), 'noTicket'],
      [understood({ intents: ['language'], wantsLocale: 'en' }), 'language.changed'],
    ] as const) {
      expect(li.says('?', u)).toMatchObject({
        place: 'intake.asking',
        said: [key, 'question.delivery.course'],
      })
    }
    expect(li.context().locale).toBe('en')
  })

  it('calls a person and goes on listening', () => {
    const { li } = begun('丢了', complaint('delivery'))
    const called = li.says('人工', understood({ intents: ['human'] }))
    expect(called).toMatchObject({ place: 'intake.asking', said: ['person.called'] })
    expect(called.alerts[0]).toMatchObject({ to: 'team:service', about: 'conversation:web/li' })
    expect(li.says('昨天').said).toContain('question.delivery.parcel')
    expect(li.silence('colleague').alerts).toHaveLength(1)
  })
})

describe('silence', () => {
  it('brings one reminder, then a draft that can be taken up', () => {
    const { li } = begun('丢了', complaint('delivery'))
    expect(li.silence('patience')).toMatchObject({
      place: 'intake.asking',
      said: ['reminder', 'question.delivery.course'],
    })
    expect(li.silence('patience')).toMatchObject({ place: 'draft kept', said: [] })
    expect(li.waits()).toEqual([])
    expect(li.says('在吗', understood({ intents: ['greeting'] }))).toMatchObject({
      place: 'intake.asking',
      said: ['draft.resumed', 'question.delivery.course'],
    })
    expect(li.context().draft?.story).toBe('丢了')
  })

  it('takes the answer along when the customer comes back with it', () => {
    const { li } = begun('丢了', complaint('delivery'))
    li.silence('patience')
    li.silence('patience')
    expect(li.says('昨天').said).toEqual(['draft.resumed', 'question.delivery.parcel'])
    expect(li.context().draft?.facts.course).toBe('昨天')
  })
})

describe('cancelling', () => {
  it('is asked about once, and drops the draft politely', () => {
    const { li } = begun('丢了', complaint('delivery'))
    const cancel = understood({ intents: ['cancel'] })
    expect(li.says('取消', cancel)).toMatchObject({
      place: 'intake.confirming the cancel',
      said: ['cancel.ask'],
      choices: ['cancel:yes', 'cancel:no'],
    })
    expect(li.presses('cancel:no').said).toEqual(['cancel.kept', 'question.delivery.course'])
    li.says('取消', cancel)
    expect(li.says('取消', cancel)).toMatchObject({ place: 'idle', said: ['draft.dropped'] })
    expect(li.context().draft).toBeNull()
  })

  it('starting over forgets the matter and keeps who the customer is', () => {
    const u = complaint('delivery', { contact: { phone: '13812345678' } })
    const { li } = begun('丢了', u)
    expect(li.says('重新开始', understood({ intents: ['restart'] }))).toMatchObject({
      place: 'intake.hearing the story',
      said: ['startOver', 'ask.story'],
    })
    expect(li.context()).toMatchObject({ draft: { story: '' }, contact: { phone: '13812345678' } })
  })
})

describe('the language', () => {
  it('follows the writing, until one is named', () => {
    const li = talk()
    li.arrives('我的包裹不見了，請處理', complaint('delivery', { locale: 'zh-TW' }))
    expect(li.context().locale).toBe('zh-TW')
    li.says('my parcel is lost', complaint('delivery', { locale: 'en' }))
    expect(li.context().locale).toBe('en')
    li.presses('locale:zh-CN')
    li.says('nothing has arrived yet', understood({ locale: 'en' }))
    expect(li.context().locale).toBe('zh-CN')
  })
})
