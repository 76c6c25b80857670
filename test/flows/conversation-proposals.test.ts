import { describe, expect, it } from 'vitest'
import type { Option } from '../../src/domain/ticket.ts'
import { followed, interrupted, of, proposed, refund, sorry } from '../support/followed-talk.ts'
import type { talk } from '../support/talk.ts'
import { understood } from '../support/understood.ts'

const yes = understood({ yes: true })
const no = understood({ yes: false })

describe('a proposal', () => {
  it('shows its options with the approval they rest on', () => {
    const put = followed().hears(proposed())
    expect(put).toMatchObject({
      place: 'opinion.deciding',
      said: ['offers.proposal'],
      choices: [
        'opinion:CP-1:1:accept:0',
        'opinion:CP-1:1:accept:1',
        'opinion:CP-1:1:decline',
        'opinion:CP-1:1:someone',
      ],
    })
    expect(put.effects[0]).toMatchObject({ approval: { by: 'chen', proposal: 1 } })
  })

  it('is accepted by a button, a digit, or a yes where there is but one', () => {
    const accepted = (
      options: readonly Option[],
      answer: (li: ReturnType<typeof talk>) => object,
    ) => {
      const li = followed()
      li.hears(proposed(options))
      expect(answer(li)).toMatchObject({ place: 'following.listening', said: ['opinion.accepted'] })
    }
    accepted([refund, sorry], (li) => li.presses('opinion:CP-1:1:accept:1'))
    accepted([refund, sorry], (li) => li.says('2', understood({ digit: 2 })))
    accepted([refund], (li) => li.says('可以', yes))
    const li = followed()
    li.hears(proposed())
    expect(li.says('可以', yes)).toMatchObject({ place: 'opinion.deciding', said: ['opinion.ask'] })
    expect(li.says('2', understood({ digit: 2 })).told).toEqual([
      { actor: 'ticket:1', event: { type: 'customer.accepted', proposal: 1, option: 1 } },
    ])
  })

  it('is declined with the reason, asked for in one question', () => {
    const li = followed()
    li.hears(proposed())
    expect(li.says('不同意', no)).toMatchObject({
      place: 'opinion.asking why not',
      said: ['opinion.why'],
    })
    expect(li.says('太少了')).toMatchObject({
      place: 'following.listening',
      said: ['opinion.declined'],
      told: [{ event: { type: 'customer.declined', proposal: 1, reason: '太少了' } }],
    })
  })

  it('is declined at once by words that say why, and by silence after a no', () => {
    const li = followed()
    li.hears(proposed())
    const loud = understood({ grievance: true, wish: 'compensation' })
    expect(li.says('太少了，要赔偿', loud).told).toMatchObject([
      { event: { type: 'customer.declined', reason: '太少了，要赔偿' } },
    ])
    li.hears(proposed([refund], 2))
    li.presses('opinion:CP-1:2:decline')
    expect(li.silence('patience').told).toMatchObject([
      { event: { type: 'customer.declined', proposal: 2, reason: '' } },
    ])
  })

  it('can be given to somebody else', () => {
    const li = followed()
    li.hears(proposed())
    expect(li.presses('opinion:CP-1:1:someone').told).toMatchObject([
      { event: { type: 'customer.asked for another' } },
    ])
  })

  it('answers outdated buttons harmlessly', () => {
    const li = followed()
    li.hears(proposed([refund], 2))
    expect(li.presses('opinion:CP-1:1:accept:0')).toMatchObject({
      place: 'opinion.deciding',
      said: ['outdated', 'opinion.ask'],
      told: [],
    })
    expect(li.presses('nonsense').said[0]).toBe('outdated')
  })

  it('goes before an intake, which is taken up afterwards', () => {
    const li = interrupted()
    expect(li.hears(proposed([refund]))).toMatchObject({ place: 'opinion.deciding' })
    expect(li.says('好', yes)).toMatchObject({
      place: 'intake.asking',
      said: ['opinion.accepted', 'question.quality.defect'],
    })
    expect(li.waits()).toContain('patience')
  })

  it('is taken up again by any word after it rested unanswered', () => {
    const li = followed()
    li.hears(proposed([refund]))
    expect(
      li.hears({ type: 'ticket.closed', ...of, thanks: false, as: 'no answer' }),
    ).toMatchObject({ place: 'idle', said: ['closed.noAnswer'] })
    expect(li.says('我同意', yes).told).toMatchObject([{ event: { type: 'customer.added' } }])
    expect(li.presses('opinion:CP-1:1:accept:0').told).toMatchObject([
      { event: { type: 'customer.accepted', proposal: 1, option: 0 } },
    ])
  })
})
