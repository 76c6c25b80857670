import { describe, expect, it } from 'vitest'
import { alertKeys, complaint, recordKeys, TicketDesk, toldOf } from '../support/ticket-desk.ts'

const unconfirmed = { category: 'other', unconfirmed: true, level: 4 } as const
/** What the customer says yes to later. */
const whole = complaint({
  level: 2,
  story: '水壶漏水，已经关了电',
  facts: { when: '昨天' },
  since: 9e14,
})

describe('a case that was opened before the customer has said yes', () => {
  it('says so on its card, in its fields and to the customer', () => {
    const desk = new TicketDesk({ complaint: unconfirmed })
    expect(desk.view.unconfirmed).toBe(true)
    const [card] = desk.effects.filter((effect) => effect.type === 'alert')
    expect(card?.texts.map(({ key }) => key)).toContain('ticket.card.unconfirmed')
    expect(toldOf(desk.effects)).toEqual([
      expect.objectContaining({ type: 'ticket.opened', unconfirmed: true }),
    ])
    expect(recordKeys(desk.effects)).toContain('openedUnconfirmed')
  })

  it('is confirmed by the later yes, which replaces the words and never lowers the level', () => {
    const desk = new TicketDesk({ complaint: unconfirmed })
    const effects = desk.send({ type: 'customer.confirmed', complaint: whole })
    expect(desk.view).toMatchObject({ unconfirmed: false, category: 'quality', level: 4 })
    expect(desk.context.complaint).toMatchObject({
      story: '水壶漏水，已经关了电',
      facts: { product: '水壶', when: '昨天' },
      since: desk.context.openedAt,
    })
    expect(desk.context.complaint.unconfirmed).toBeUndefined()
    expect(alertKeys(effects)).toEqual(['card.title.confirmed'])
    expect(toldOf(effects)).toEqual([expect.objectContaining({ what: 'confirmed' })])
  })

  it('is raised where the confirmed words are graver', () => {
    const desk = new TicketDesk({ complaint: { ...unconfirmed, level: 1 } })
    desk.send({ type: 'customer.confirmed', complaint: { ...whole, level: 5 } })
    expect(desk.view.level).toBe(5)
  })

  it('is confirmed by a person who names its level, even the same, and that can be undone', () => {
    const desk = new TicketDesk({ complaint: unconfirmed }).taken()
    expect(desk.view.unconfirmed).toBe(true)
    const effects = desk.order('wang', 'staff.levelled', { level: 4, reason: '' })
    expect(recordKeys(effects)).toEqual(['levelled', 'confirmedByPerson'])
    expect(desk.view.unconfirmed).toBe(false)
    desk.order('wang', 'staff.undid')
    expect(desk.view.unconfirmed).toBe(true)
  })

  it('is confirmed by the verdict of a person', () => {
    expect(new TicketDesk({ complaint: unconfirmed }).judged().view.unconfirmed).toBe(false)
  })
})
