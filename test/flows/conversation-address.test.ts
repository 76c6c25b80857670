import { describe, expect, it } from 'vitest'
import { talk } from '../support/talk.ts'
import { understood } from '../support/understood.ts'

const opened = {
  type: 'ticket.opened',
  ticket: 'ticket:1',
  number: 'CP-1',
  promisedAt: Date.UTC(2026, 10, 27),
} as const

describe('on the page, the number', () => {
  it('comes with a private link and the question for an address, asked once and skippably', () => {
    const li = talk()
    const told = li.hears(opened)
    expect(told.said).toContain('address.ask')
    expect(told.choices).toEqual(['progress', 'link', 'skip:address'])
    expect(li.presses('skip:address').said).toEqual(['address.left'])
    const again = li.hears({ ...opened, ticket: 'ticket:2', number: 'CP-2' })
    expect(again.choices).toEqual(['progress', 'link'])
  })

  it('takes "no thanks" for no, and not for a withdrawal', () => {
    const li = talk()
    li.hears(opened)
    const no = li.says('不用了', understood({ intents: ['give up'] }))
    expect(no.said).toEqual(['address.left'])
    expect(li.says('不用了', understood({ intents: ['give up'] })).said).toContain('withdraw.ask')
  })

  it('tells the case the phone number that is given, then or later', () => {
    const li = talk()
    li.hears(opened)
    const given = li.says('13812345678', understood({ contact: { phone: '13812345678' } }))
    expect(given.said).toEqual(['address.kept'])
    const told = { type: 'customer.gave contact', contact: { phone: '13812345678' } }
    expect(given.told).toContainEqual({ actor: 'ticket:1', event: told })
    const later = li.says('邮箱 a@b.cn', understood({ contact: { email: 'a@b.cn' } }))
    expect(later.told.map(({ event }) => event.type)).toEqual([
      'customer.added',
      'customer.gave contact',
    ])
  })

  it('does not ask whose address is known', () => {
    const li = talk()
    li.says(
      '13812345678，快递丢了',
      understood({ grievance: true, contact: { phone: '13812345678' } }),
    )
    expect(li.hears(opened).said).not.toContain('address.ask')
  })
})
