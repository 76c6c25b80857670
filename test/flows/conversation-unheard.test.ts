import { describe, expect, it } from 'vitest'
import { talk } from '../support/talk.ts'
import { complaint, understood } from '../support/understood.ts'

const promisedAt = Date.UTC(2026, 10, 27)
const opened = { type: 'ticket.opened', ticket: 'ticket:1', number: 'CP-1', promisedAt } as const
const added = { type: 'ticket.noted', ticket: 'ticket:1', number: 'CP-1', what: 'added' } as const

function withTicket() {
  const li = talk()
  li.hears(opened)
  return li
}

describe('words that nothing of ours answers', () => {
  it('call a person after three minutes, through the case, and the customer hears so', () => {
    const li = withTicket()
    li.says('还是没人联系我', understood({ grievance: true }))
    expect(li.waits()).toContain('unheard')
    const { said, told } = li.silence('unheard')
    expect(said).toEqual(['person.joins'])
    expect(told.at(-1)).toMatchObject({
      actor: 'ticket:1',
      event: { type: 'customer.asked for a person', why: 'unheard', reason: '还是没人联系我' },
    })
    expect(li.waits()).not.toContain('unheard')
  })

  it('call nobody once anything of ours has answered', () => {
    const li = withTicket()
    li.says('还是没人联系我', understood({ grievance: true }))
    li.hears(added)
    expect(li.waits()).not.toContain('unheard')
  })

  it('are counted from the first of them, and from when they were written', () => {
    const li = withTicket()
    const wroteAt = Date.UTC(2026, 10, 23, 1, 58)
    li.hears({ type: 'customer.said', text: '在吗', understood: understood(), files: [], wroteAt })
    li.says('有人吗')
    expect(li.context().unheardSince).toBe(wroteAt)
  })

  it('are the colleague’s who has the talk', () => {
    const li = withTicket()
    li.says('还是没人联系我', understood({ grievance: true }))
    li.hears({
      type: 'staff.took call',
      by: 'wang',
      publicName: '王老师',
      post: 'agent',
      answerTo: 'team:service',
    })
    li.says('在吗')
    expect(li.waits()).not.toContain('unheard')
  })

  it('are no words that only end a talk', () => {
    const li = talk()
    li.says('好的', understood({ yes: true }))
    expect(li.waits()).toEqual([])
  })

  it('call the room where there is no case yet, once, and somebody watches over it', () => {
    const li = talk()
    li.says('快递丢了', complaint('delivery'))
    const { alerts } = li.hears({ type: 'answer.due' } as never)
    expect(alerts.map(({ to, texts }) => [to, texts[0]!.key])).toEqual([
      ['team:service', 'conversation.staff.call.unheard'],
    ])
    expect(li.waits()).toContain('colleague')
  })
})

describe('words of ours that do not reach the customer', () => {
  const missed = { channel: 'web', kind: 'offline', instead: 'tried' } as const

  it('call somebody, once', () => {
    const li = talk()
    li.says('快递丢了', complaint('delivery'))
    const keys = () =>
      li.hears({ type: 'customer.unreached', missed }).alerts.map(({ texts }) => texts[0]!.key)
    expect([keys(), keys()]).toEqual([['conversation.staff.call.unreached'], []])
    expect(li.waits()).toContain('colleague')
  })

  it('are told to the case where there is one, once until he writes again', () => {
    const li = withTicket()
    const told = () => li.hears({ type: 'customer.unreached', missed }).told
    expect(told()).toEqual([{ actor: 'ticket:1', event: { type: 'customer.missed', missed } }])
    expect(told()).toEqual([])
    li.says('还是没人联系我', understood({ grievance: true }))
    expect(told()).toHaveLength(1)
  })
})
