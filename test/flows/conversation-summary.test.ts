import { describe, expect, it } from 'vitest'
import type { Understanding } from '../../src/domain/understanding.ts'
import { photo, talk } from '../support/talk.ts'
import { complaint, understood } from '../support/understood.ts'

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

describe('the summary', () => {
  const summedUp = () => {
    const u = complaint('injury', {
      hurt: true,
      wish: 'compensation',
      facts: { doctor: 'yes', order: '111' },
      contact: { phone: '13812345678' },
    })
    const { li, first } = begun('烫伤了，要赔偿', u)
    expect(first.place).toBe('intake.summing up')
    return li
  }

  it('takes a correction in free words and sums up anew', () => {
    const li = summedUp()
    const anew = li.says('订单号错了，是123', understood({ facts: { order: '123' } }))
    expect(anew).toMatchObject({ place: 'intake.summing up', said: ['summary.text'] })
    expect(li.context().draft?.facts).toMatchObject({ order: '123', doctor: 'YES' })
  })

  it('asks which answer is wrong, then only that one, then sums up anew', () => {
    const li = summedUp()
    const which = li.presses('summary:change')
    expect(which).toMatchObject({ place: 'intake.choosing what to change', said: ['ask.change'] })
    expect(which.choices).toEqual([
      'change:story',
      'change:doctor',
      'change:order',
      'change:wish',
      'change:contact',
    ])
    expect(li.presses('change:doctor')).toMatchObject({
      place: 'intake.asking',
      said: ['question.injury.doctor'],
    })
    expect(li.presses('option:doctor:no').place).toBe('intake.summing up')
    expect(li.context().draft?.facts.doctor).toBe('NO')
    li.says('改一下联系方式')
    expect(li.says('13900001111', understood({ contact: { phone: '13900001111' } })).place).toBe(
      'intake.summing up',
    )
    expect(li.context().contact.phone).toBe('13900001111')
  })

  it('gives the gravest level, with its rule', () => {
    const u = complaint('quality', {
      level: { level: 3, rule: 'level.media', words: '曝光' },
      intents: ['submit'],
    })
    expect(begun('坏了，不处理就曝光', u).first.effects.at(-1)).toMatchObject({
      complaint: { level: 3, levelBecause: { rule: 'level.media', words: '曝光' } },
    })
    const dear = complaint('quality', { loss: 80_000, intents: ['submit'] })
    expect(begun('坏了，损失800', dear).first.effects.at(-1)).toMatchObject({
      complaint: { level: 3, loss: 80_000 },
    })
  })

  it('adds what is said before the number is there to the ticket', () => {
    const li = summedUp()
    li.presses('summary:yes')
    li.says('还有一件事')
    li.says('', understood(), [photo('b')])
    expect(li.hears(opened).told).toEqual([
      {
        actor: 'ticket:1',
        event: { type: 'customer.added', text: '还有一件事', files: [photo('b')] },
      },
    ])
  })

  it('calls the team when no number comes', () => {
    const li = summedUp()
    li.presses('summary:yes')
    expect(li.silence('patience').alerts).toHaveLength(1)
    expect(li.waits()).toContain('patience')
  })
})
