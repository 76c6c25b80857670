import { describe, expect, it } from 'vitest'
import {
  alertKeys,
  alertsOf,
  exchange,
  type Name,
  recorded,
  recordKeys,
  refund,
  rulesWith,
  TicketDesk,
  toldOf,
} from '../support/ticket-desk.ts'

const dear = { ...refund, amount: 80_000 }

describe('approval', () => {
  it('asks the supervisors, with options, total and who may sign', () => {
    const desk = new TicketDesk().judged()
    const done = desk.order('wang', 'staff.proposed', { options: [refund, exchange] })
    const [card] = alertsOf(done, 'team:supervisors')
    expect(card?.texts[0]?.key).toBe('ticket.card.title.approval')
    expect(card?.texts[1]?.values).toMatchObject({
      by: 'wang-name',
      total: { key: 'ticket.card.total', values: { total: { money: 30_000 } } },
    })
    expect(card?.choices?.[0]?.id).toBe('/approve CP-20261123-0001')
    expect(alertsOf(done, 'team:management')).toEqual([])
  })

  it('shows what is above the supervisors’ limit to the management too', () => {
    const desk = new TicketDesk().judged()
    const done = desk.order('wang', 'staff.proposed', { options: [dear] })
    expect(alertKeys(done, 'team:management')).toEqual(['card.title.approval'])
  })

  it.each([
    ['wang', [exchange], 'refusal.approve.role'],
    ['he', [exchange], 'refusal.approve.role'],
    ['au', [exchange], 'refusal.approve.role'],
    ['su', [dear], 'refusal.approve.limit'],
    ['wu', [dear], 'refusal.approve.limit'],
  ] as const)('is refused to %s for %j', (who: Name, options, why) => {
    const desk = new TicketDesk().proposed(options)
    const answer = desk.order(who, 'staff.approved')
    expect(alertKeys(answer, `staff:${who}`)).toEqual([why])
    expect(answer).toHaveLength(1)
    expect(desk.state).toBe('awaiting approval')
  })

  it.each(['su', 'wu', 'ma', 'ad'] as const)('is given by %s within the limit', (who) => {
    const desk = new TicketDesk().proposed()
    const done = desk.order(who, 'staff.approved')
    expect(toldOf(done)).toEqual([
      expect.objectContaining({ type: 'ticket.proposed', proposal: 1, approvedBy: who }),
    ])
    expect(desk.context.approvals).toEqual([
      { proposal: 1, by: who, at: desk.now, decision: 'approved', total: 30_000, self: false },
    ])
  })

  it('names who can sign where the limit is too low', () => {
    const desk = new TicketDesk().proposed([dear])
    const [answer] = alertsOf(desk.order('su', 'staff.approved'))
    expect(answer?.texts[0]?.values).toMatchObject({
      total: { money: 80_000 },
      limit: { money: 50_000 },
      who: { list: [{ key: 'role.manager' }, { key: 'role.admin' }] },
    })
  })

  it('is never the author’s by default', () => {
    const desk = new TicketDesk().judged()
    desk.order('su', 'staff.proposed', { options: [exchange] })
    const answer = desk.order('su', 'staff.approved')
    expect(alertKeys(answer)).toEqual(['refusal.approve.own'])
    desk.order('ma', 'staff.approved')
    expect(desk.state).toBe('awaiting customer')
  })

  it('is the author’s up to the sum the policy allows, and the card and the history say so', () => {
    const rules = rulesWith((policy) => ({
      ...policy,
      approval: { ...policy.approval, selfUpTo: { rule: 'approval.self', value: 30_000 } },
    }))
    const desk = new TicketDesk({ rules }).judged()
    const proposed = desk.order('su', 'staff.proposed', { options: [refund] })
    expect(alertsOf(proposed, 'team:supervisors')[0]?.texts[1]?.key).toBe('ticket.card.proposedOwn')
    expect(alertKeys(proposed, 'staff:su')).toEqual(['answer.proposedOwn'])
    const done = desk.order('su', 'staff.approved')
    expect(recordKeys(done)).toEqual(['approvedOwn'])
    expect(desk.context.approvals[0]).toMatchObject({ self: true, by: 'su' })
  })

  it('counts all the customer gets on the case, so that two small sums need the higher limit', () => {
    const desk = new TicketDesk().carriedOut()
    desk.send({ type: 'customer.scored', score: 1 })
    desk.order('wang', 'staff.proposed', { options: [{ ...refund, amount: 30_000 }] })
    const answer = desk.order('su', 'staff.approved')
    expect(alertKeys(answer)).toEqual(['refusal.approve.limit'])
    expect(alertsOf(answer)[0]?.texts[0]?.values).toMatchObject({ total: { money: 60_000 } })
    desk.order('ma', 'staff.approved')
    desk.send({ type: 'customer.accepted', proposal: 2, option: 0 })
    expect(desk.view.granted).toBe(60_000)
  })

  it('does not count what the customer declined', () => {
    const desk = new TicketDesk().offered()
    desk.send({ type: 'customer.declined', proposal: 1, reason: '太少' })
    desk.order('wang', 'staff.proposed', { options: [{ ...refund, amount: 50_000 }] })
    desk.order('su', 'staff.approved')
    expect(desk.state).toBe('awaiting customer')
  })

  it('tells the author and the customer’s answer goes on from a rejection', () => {
    const desk = new TicketDesk().proposed()
    const none = desk.order('su', 'staff.rejected', { reason: ' ' })
    expect(alertKeys(none)).toEqual(['refusal.reason'])
    const done = desk.order('su', 'staff.rejected', { reason: '金额偏高' })
    expect(desk.state).toBe('proposing')
    expect(alertKeys(done, 'staff:wang')).toEqual(['card.title.rejected'])
    expect(toldOf(done)).toEqual([])
    expect(desk.context.proposals[0]).toMatchObject({ state: 'rejected', reason: '金额偏高' })
    expect(desk.context.approvals[0]).toMatchObject({ decision: 'rejected', by: 'su' })
    desk.order('wang', 'staff.proposed', { options: [exchange] })
    expect(desk.context.proposals.map(({ n, state }) => [n, state])).toEqual([
      [1, 'rejected'],
      [2, 'waiting'],
    ])
  })

  it.each([
    [[]],
    [[refund, exchange, refund, exchange, refund]],
    [[{ ...refund, amount: -1 }]],
    [[{ ...refund, amount: 0.5 }]],
  ])('takes no proposal of %j', (options) => {
    const desk = new TicketDesk().judged()
    expect(alertKeys(desk.order('wang', 'staff.proposed', { options }))).toEqual([
      'refusal.options',
    ])
  })

  it('lets nobody offer anything to the customer before it is given', () => {
    const desk = new TicketDesk().proposed()
    expect(toldOf(desk.effects).some(({ type }) => type === 'ticket.proposed')).toBe(false)
    const late = desk.send({ type: 'customer.accepted', proposal: 1, option: 0 })
    expect(desk.state).toBe('awaiting approval')
    expect(toldOf(late)).toEqual([expect.objectContaining({ what: 'not possible' })])
    expect(recorded(late, 'tooLate').by).toBe('customer')
  })
})
