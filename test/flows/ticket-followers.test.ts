import { describe, expect, it } from 'vitest'
import type { Effect } from '../../src/domain/effect.ts'
import { conversation, monday, refund, rules, TicketDesk } from '../support/ticket-desk.ts'

const bo = 'conversation:web/bo'
const hour = 3_600_000

function told(effects: readonly Effect[]) {
  return effects.flatMap((e) => (e.type === 'tell' ? [`${e.actor} ${e.event.type}`] : []))
}

function follow(desk: TicketDesk, hash: string) {
  return told(desk.send({ type: 'customer.asked to follow', hash, from: bo }))
}

describe('the secret code of a ticket', () => {
  it('is told with the number and kept only as its hash', () => {
    const desk = new TicketDesk()
    const opened = desk.effects.find((e) => e.type === 'tell')
    expect(opened).toMatchObject({ event: { type: 'ticket.opened', code: 'K7QF2-M9XPA' } })
    expect(JSON.stringify(desk.context)).not.toContain('K7QF2')
  })

  it('lets another conversation follow, and hear what the first one hears', () => {
    const desk = new TicketDesk()
    expect(follow(desk, 'right')).toEqual([`${bo} ticket.followed`])
    expect(told(desk.order('wang', 'staff.took'))).toEqual([
      `${conversation} ticket.taken`,
      `${bo} ticket.taken`,
    ])
    const asked = desk.send({ type: 'customer.asked progress', from: bo })
    expect(told(asked)).toEqual([`${bo} ticket.stood`])
  })

  it('shows a follower the proposal that waits for an answer, and takes it back when the other one answers', () => {
    const desk = new TicketDesk().offered([refund])
    expect(follow(desk, 'right')).toEqual([`${bo} ticket.followed`, `${bo} ticket.proposed`])
    const accepted = desk.send({
      type: 'customer.accepted',
      proposal: 1,
      option: 0,
      from: conversation,
    })
    expect(told(accepted)).toContain(`${bo} ticket.stopped asking`)
    expect(told(accepted)).not.toContain(`${conversation} ticket.stopped asking`)
  })

  it('answers a wrong one as if there were no such ticket, and after too many also the right one', () => {
    const desk = new TicketDesk()
    const most = rules.policy.identity.codesPerTicket.value
    for (let n = 0; n < most; n++) expect(follow(desk, 'wrong')).toEqual([`${bo} ticket.unknown`])
    expect(follow(desk, 'right')).toEqual([`${bo} ticket.unknown`])
    desk.now = monday + hour
    expect(follow(desk, 'right')).toEqual([`${bo} ticket.followed`])
  })

  it('opens nothing in a case that was opened before there were codes', () => {
    const desk = new TicketDesk()
    const { secret: _secret, ...older } = desk.context
    expect(older).not.toHaveProperty('secret')
    expect(follow(desk, '')).toEqual([`${bo} ticket.unknown`])
  })
})
