import { describe, expect, it } from 'vitest'
import {
  alertKeys,
  recorded,
  recordKeys,
  refund,
  TicketDesk,
  toldOf,
  toldTypes,
} from '../support/ticket-desk.ts'

const low = { type: 'customer.scored', score: 2 }

function again(desk: TicketDesk): void {
  desk.order('wang', 'staff.proposed', { options: [{ ...refund, amount: 100 }] })
  desk.order('su', 'staff.approved')
  const proposal = desk.context.proposals.length
  desk.send({ type: 'customer.accepted', proposal, option: 0 })
  desk.order('wang', 'staff.carried out', { text: '已办' })
}

describe('the survey', () => {
  it('goes out after implementation, is reminded, and its silence is never satisfaction', () => {
    const desk = new TicketDesk().carriedOut()
    desk.take()
    desk.advanceTo('2026-11-24T18:00:00+08:00')
    expect(toldOf(desk.take())).toEqual([
      { type: 'ticket.surveyed', ticket: desk.context.actor, number: desk.context.number },
    ])
    desk.advanceTo('2026-11-26T18:00:00+08:00')
    expect(toldOf(desk.take())).toEqual([
      expect.objectContaining({ type: 'ticket.surveyed', reminder: 1 }),
      expect.objectContaining({ type: 'ticket.surveyed', reminder: 2 }),
    ])
    desk.advanceTo('2026-11-27T18:00:00+08:00')
    expect(desk.view).toMatchObject({ state: 'no answer', score: null })
    expect(desk.context.surveys).toEqual([{ at: desk.now, answered: false }])
    expect(alertKeys(desk.take(), 'staff:wang')).toEqual(['alert.noAnswer'])
  })

  it.each([4, 5])('closes the case with %i', (score) => {
    const desk = new TicketDesk().carriedOut()
    desk.send({ type: 'customer.scored', score })
    expect(desk.view).toMatchObject({ state: 'closed', score, closedAt: desk.now })
  })

  it.each([1, 2, 3])('reopens one level higher with %i, without waiting for words', (score) => {
    const desk = new TicketDesk().carriedOut()
    desk.advanceTo('2026-11-25T10:00:00+08:00')
    const done = desk.send({ type: 'customer.scored', score })
    expect(desk.view).toMatchObject({
      state: 'investigating',
      level: 3,
      owner: 'wang',
      promisedAt: Date.parse('2026-12-02T18:00:00+08:00'),
    })
    expect(toldTypes(done)).toEqual(['ticket.reopened'])
    expect(recordKeys(done)).toEqual(['scored', 'reopened', 'raised'])
    expect(recorded(done, 'raised').what.values).toMatchObject({ rule: 'survey.satisfied-from' })
    expect(alertKeys(done, 'team:supervisors')).toContain('card.title.reopened')
    expect(alertKeys(done, 'staff:wang')).toContain('card.title.reopened')
  })

  it('adds what went wrong when it comes', () => {
    const desk = new TicketDesk().carriedOut()
    desk.send(low)
    const added = desk.send({ type: 'customer.objected', text: '还是漏水,电话13812345678' })
    expect(recorded(added, 'objected').what.values).toEqual({ text: '还是漏水,电话138****5678' })
    expect(alertKeys(added, 'staff:wang')).toEqual(['alert.objected'])
    expect(desk.state).toBe('investigating')
  })

  it('is entered by staff after a call', () => {
    const desk = new TicketDesk().carriedOut()
    const done = desk.order('wang', 'staff.entered', { decision: 5, text: '很满意' })
    expect(desk.view).toMatchObject({ state: 'closed', score: 5 })
    expect(recordKeys(done)).toEqual(['scored', 'ended', 'entered'])
    expect(alertKeys(done, 'staff:wang')).toContain('answer.entered')
    const no = new TicketDesk().carriedOut()
    const refused = no.order('wang', 'staff.entered', { decision: 'accept', text: '1' })
    expect(alertKeys(refused)).toEqual(['refusal.state'])
  })

  it('goes back to the department that carried it out', () => {
    const desk = new TicketDesk().judged()
    desk.order('wang', 'staff.handed over', { department: 'quality', note: '' })
    desk.order('he', 'staff.proposed', { options: [refund] })
    desk.order('su', 'staff.approved')
    desk.send({ type: 'customer.accepted', proposal: 1, option: 0 })
    desk.order('he', 'staff.carried out', { text: '已退款' })
    const done = desk.send({ type: 'customer.scored', score: 5, words: '快' })
    expect(alertKeys(done, 'team:quality')).toEqual(['alert.scored'])
  })

  it('is answered after all reminders too: a late good score closes, a low one reopens', () => {
    const late = (score: number) => {
      const desk = new TicketDesk().carriedOut()
      desk.advanceTo('2026-12-01T10:00:00+08:00')
      expect(desk.state).toBe('no answer')
      desk.send({ type: 'customer.scored', score })
      return desk.state
    }
    expect(late(5)).toBe('closed')
    expect(late(1)).toBe('investigating')
  })

  it('is put once more when the customer writes after all reminders', () => {
    const desk = new TicketDesk().carriedOut()
    desk.advanceTo('2026-12-01T10:00:00+08:00')
    desk.take()
    const done = desk.send({ type: 'customer.added', text: '收到了', files: [] })
    expect(desk.state).toBe('follow-up')
    expect(toldTypes(done)).toEqual(['ticket.surveyed'])
    expect(desk.slots.get('silence')?.at).toBe(Date.parse('2026-12-02T18:00:00+08:00'))
  })
})

describe('after the last reopening', () => {
  const twice = () => {
    const desk = new TicketDesk().carriedOut()
    desk.send(low)
    again(desk)
    desk.send(low)
    return desk
  }

  it('tells those who may end it that they may', () => {
    const desk = new TicketDesk().carriedOut()
    desk.send(low)
    again(desk)
    const done = desk.send(low)
    expect(desk.context.reopenings).toBe(2)
    expect(alertKeys(done, 'team:management')).toEqual(['card.title.reopened'])
  })

  it('waits for a manager’s final answer after one more low score', () => {
    const desk = twice()
    again(desk)
    const done = desk.send(low)
    expect(desk.state).toBe('final answer')
    expect(alertKeys(done, 'team:management')).toEqual(['card.title.final'])
    expect(toldTypes(done)).toEqual(['ticket.reopened'])
    const agent = desk.order('wang', 'staff.answered finally', { text: '不' })
    expect(alertKeys(agent)).toEqual(['refusal.manager'])
    const none = desk.order('ma', 'staff.answered finally', { text: '' })
    expect(alertKeys(none)).toEqual(['refusal.reason'])
    const last = desk.order('ma', 'staff.answered finally', { text: '已按规定退款' })
    expect(desk.state).toBe('not agreed')
    expect(toldOf(last)).toEqual([
      expect.objectContaining({ type: 'ticket.refused', final: true, reason: '已按规定退款' }),
    ])
    expect(desk.slots.size).toBe(0)
  })

  it('may be ended by a manager at once, but not before', () => {
    const desk = twice()
    desk.order('ma', 'staff.answered finally', { text: '已按规定退款' })
    expect(desk.state).toBe('not agreed')
    const early = new TicketDesk().judged()
    const no = early.order('ma', 'staff.answered finally', { text: '不' })
    expect(alertKeys(no)).toEqual(['refusal.finalTooEarly'])
  })

  it('leaves a manager the choice of one more proposal', () => {
    const desk = twice()
    again(desk)
    desk.send(low)
    const agent = desk.order('wang', 'staff.proposed', { options: [refund] })
    expect(alertKeys(agent)).toEqual(['refusal.leaders'])
    desk.order('ma', 'staff.proposed', { options: [refund] })
    expect(desk.state).toBe('awaiting approval')
  })

  it('calls the management again while the answer is due', () => {
    const desk = twice()
    again(desk)
    desk.send(low)
    desk.take()
    desk.advanceTo(desk.view.dueAt! + 1)
    expect(alertKeys(desk.take(), 'team:management')).toContain('reminder.passed')
  })
})

describe('a refused complaint', () => {
  it('tells the customer the reason and stays open for an objection', () => {
    const desk = new TicketDesk().taken()
    const none = desk.order('wang', 'staff.judged', { verdict: 'unfounded', reason: '' })
    expect(alertKeys(none)).toEqual(['refusal.reason'])
    const done = desk.order('wang', 'staff.judged', { verdict: 'unfounded', reason: '检测正常' })
    expect(desk.view).toMatchObject({ state: 'refused', closedAt: null })
    expect(toldOf(done)).toEqual([
      expect.objectContaining({ type: 'ticket.refused', reason: '检测正常', final: false }),
    ])
  })

  it('is reviewed by a supervisor after an objection, not by whoever refused it', () => {
    const desk = new TicketDesk().refused()
    const done = desk.send({ type: 'customer.objected', text: '我有视频' })
    expect(desk.state).toBe('investigating')
    expect(alertKeys(done, 'team:supervisors')).toEqual(['card.title.review'])
    expect(toldTypes(done)).toEqual(['ticket.reopened'])
    const own = desk.order('wang', 'staff.judged', { verdict: 'unfounded', reason: '一样' })
    expect(alertKeys(own)).toEqual(['refusal.review'])
    desk.order('su', 'staff.judged', { verdict: 'founded', reason: '视频清楚' })
    desk.order('wang', 'staff.proposed', { options: [refund] })
    expect(desk.state).toBe('awaiting approval')
  })

  it('goes to a manager when the customer objects to the review too', () => {
    const desk = new TicketDesk().refused()
    desk.send({ type: 'customer.objected', text: '不对' })
    desk.order('su', 'staff.judged', { verdict: 'unfounded', reason: '复核一致' })
    expect(desk.state).toBe('refused')
    desk.send({ type: 'customer.objected', text: '还是不对' })
    expect(desk.state).toBe('final answer')
  })

  it('ends as no answer where the customer says nothing, as not agreed where he did', () => {
    const silent = new TicketDesk().refused()
    silent.advanceTo('2026-12-20T10:00:00+08:00')
    expect(silent.state).toBe('no answer')
    const spoke = new TicketDesk().refused()
    spoke.send({ type: 'customer.added', text: '随便吧', files: [] })
    spoke.advanceTo('2026-12-20T10:00:00+08:00')
    expect(spoke.state).toBe('not agreed')
  })

  it('is never closed with thanks, even where it turned out well', () => {
    const desk = new TicketDesk().refused()
    desk.send({ type: 'customer.objected', text: '不对' })
    desk.order('su', 'staff.judged', { verdict: 'founded', reason: '复核' })
    again(desk)
    desk.send({ type: 'customer.scored', score: 5 })
    expect(toldOf(desk.effects).at(-1)).toMatchObject({ as: 'closed', thanks: false })
  })

  it('is reviewed even after it ended without an answer, within the time', () => {
    const desk = new TicketDesk().refused()
    desk.advanceTo('2026-12-09T10:00:00+08:00')
    expect(desk.state).toBe('no answer')
    desk.send({ type: 'customer.added', text: '我不同意', files: [] })
    expect(desk.state).toBe('investigating')
    expect(desk.context.review).toBe('asked')
  })
})
