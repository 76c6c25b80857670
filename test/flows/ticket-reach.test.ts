import { describe, expect, it } from 'vitest'
import { conversation, rules, TicketDesk } from '../support/ticket-desk.ts'

const web = { ...rules, tellsSeen: ['web'] }
const offered = (complaint = {}) => new TicketDesk({ rules: web, complaint }).offered()
const missed = { channel: 'wechat-official', kind: 'window closed' } as const
const keysOf = (desk: TicketDesk) =>
  desk.effects
    .filter((effect) => effect.type === 'alert')
    .flatMap(({ texts }) => texts.map(({ key }) => key))

describe('a proposal the customer has not seen', () => {
  it('becomes a call to make after a day, with the words to say', () => {
    const desk = offered()
    desk.advanceTo('2026-11-24T10:30:00+08:00')
    expect(keysOf(desk)).toEqual(
      expect.arrayContaining(['ticket.phone.unseen', 'ticket.phone.say', 'ticket.phone.then']),
    )
    expect(desk.view.notReached).toBe(true)
    desk.order('wang', 'staff.entered', { decision: 'accept', text: '1' })
    expect([desk.state, desk.view.notReached]).toEqual(['implementing', false])
  })

  it.each([
    ['was not left', {}],
    [
      'may not be called',
      { phone: '13812345678', wishes: [{ kind: 'text only', words: '别打电话' }] },
    ],
  ])('waits for his next visit where a number %s', (_why, contact) => {
    const desk = offered({ contact })
    desk.advanceTo('2026-11-24T10:30:00+08:00')
    expect(keysOf(desk)).toContain('ticket.alert.notReached')
    expect(keysOf(desk)).not.toContain('ticket.phone.unseen')
    desk.send({ type: 'customer.added', text: '我来了', files: [] })
    expect(desk.view.notReached).toBe(false)
  })

  it('is no such thing once his page has shown it', () => {
    const desk = offered()
    desk.send({ type: 'customer.saw' })
    desk.advanceTo('2026-11-24T10:30:00+08:00')
    expect(desk.view.notReached).toBe(false)
  })

  it('is called for at once where it could not be delivered', () => {
    const desk = new TicketDesk().offered()
    desk.send({ type: 'customer.missed', missed: { ...missed, instead: 'waits' } })
    expect(keysOf(desk)).toContain('ticket.phone.unseen')
    expect(keysOf(desk)).toContain('desk.missed.line')
  })

  it('is called for a day later where he has been asked to come for it, unless he came', () => {
    for (const comes of [true, false]) {
      const desk = new TicketDesk().offered()
      desk.send({ type: 'customer.missed', missed: { ...missed, instead: 'asked' } })
      expect(keysOf(desk)).not.toContain('ticket.phone.unseen')
      if (comes) desk.send({ type: 'customer.added', text: '我来了', files: [] })
      desk.advanceTo('2026-11-24T10:30:00+08:00')
      expect(keysOf(desk).includes('ticket.phone.unseen')).toBe(!comes)
    }
  })

  it('is called for only once all chats that follow the case have missed it', () => {
    const bo = 'conversation:web/bo'
    const desk = new TicketDesk().offered()
    desk.send({ type: 'customer.asked to follow', hash: 'right', from: bo })
    const miss = { type: 'customer.missed', missed: { ...missed, instead: 'waits' } } as const
    desk.send({ ...miss, from: conversation })
    expect(keysOf(desk)).not.toContain('ticket.phone.unseen')
    desk.send({ ...miss, from: bo })
    expect(keysOf(desk)).toContain('ticket.phone.unseen')
  })
})
