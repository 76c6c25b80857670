import { expect, it } from 'vitest'
import { photo, talk } from '../support/talk.ts'
import { complaint, understood } from '../support/understood.ts'

const parcel = '我的快递显示签收了但是我没收到'

it('walks from the first word to the number', () => {
  const li = talk()
  expect(li.arrives(parcel, complaint('delivery')).said).toEqual(['soothe.ordinary'])
  const first = li.says(parcel, complaint('delivery'))
  expect(first).toMatchObject({ place: 'intake.asking', said: ['question.delivery.course'] })
  const second = li.says('昨天晚上物流就说签收了', understood())
  expect(second.said).toEqual(['noted', 'question.delivery.parcel'])
  expect(second.choices).toEqual([
    'option:parcel:missing',
    'option:parcel:damaged',
    'option:parcel:late',
  ])
  expect(li.presses('option:parcel:missing').said).toEqual(['noted', 'question.delivery.number'])
  expect(li.says('123456', understood({ facts: { order: '123456' } }))).toMatchObject({
    place: 'intake.asking',
    said: ['noted', 'ask.need'],
    choices: ['skip:need'],
  })
  expect(li.says('家里来客人，周五就要用', understood())).toMatchObject({
    place: 'intake.asking the wish',
    said: ['noted', 'ask.wish'],
  })
  expect(li.says('重新发一件给我', understood({ wish: 'redelivery' }))).toMatchObject({
    place: 'intake.asking contact',
    said: ['noted', 'ask.contact'],
  })
  const evidence = li.says('13812345678', understood({ contact: { phone: '13812345678' } }))
  expect(evidence).toMatchObject({ place: 'intake.asking evidence', choices: ['skip:evidence'] })
  expect(li.says('', understood(), [photo('a')])).toMatchObject({
    place: 'intake.asking evidence',
    said: ['photo'],
  })
  const summary = li.presses('skip:evidence')
  expect(summary).toMatchObject({
    place: 'intake.summing up',
    said: ['summary.text'],
    choices: ['summary:yes', 'summary:change'],
  })
  const sent = li.presses('summary:yes')
  expect(sent).toMatchObject({ place: 'opening', said: [] })
  expect(sent.effects.find(({ type }) => type === 'open')).toMatchObject({
    type: 'open',
    complaint: {
      customer: 'customer:web/li',
      category: 'delivery',
      level: 2,
      levelBecause: { rule: 'level.delivery' },
      story: parcel,
      facts: { course: '昨天晚上物流就说签收了', parcel: 'MISSING', order: '123456' },
      need: { words: '家里来客人，周五就要用', by: Date.UTC(2026, 10, 27) },
      wish: { words: '重新发一件给我', remedy: 'redelivery' },
      contact: { phone: '13812345678' },
      files: [{ id: 'a' }],
      hurt: false,
    },
  })
  const opened = li.hears({
    type: 'ticket.opened',
    ticket: 'ticket:1',
    number: 'CP-1',
    promisedAt: Date.UTC(2026, 10, 27),
  })
  expect(opened).toMatchObject({
    place: 'following.listening',
    said: ['opened.number', 'opened.day', 'opened.next', 'opened.ask'],
  })
  expect(opened.effects).toHaveLength(1)
  expect(li.waits()).toEqual([])
})
