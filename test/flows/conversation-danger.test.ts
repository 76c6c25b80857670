import { describe, expect, it } from 'vitest'
import { createConversation } from '../../flows/conversation/chart.ts'
import type { ToConversation } from '../../src/domain/conversation-events.ts'
import type { DangerKind } from '../../src/domain/danger.ts'
import { talk } from '../support/talk.ts'
import { talkRules } from '../support/talk-rules.ts'
import { complaint, understood } from '../support/understood.ts'

function danger(kind: DangerKind, text = '出事了', sure = true): ToConversation {
  const u = understood({ danger: { kind, sure, rule: `S-${kind}`, words: text } })
  return { type: 'customer.endangered', text, understood: u, files: [] }
}
const opened = {
  type: 'ticket.opened',
  ticket: 'ticket:1',
  number: 'CP-1',
  promisedAt: 9e12,
  unconfirmed: true,
} as const

describe('a talk in danger', () => {
  it('waits without a reminder, then goes on and ends in confirming the case, never in a second one', () => {
    const li = talk()
    const first = li.hears(danger('gas', '漏煤气'))
    expect(first.said).toEqual(['safety.gas', 'safety.everybody'])
    expect(first.place).toBe('danger.waiting')
    expect(li.waits()).toEqual([])
    expect(li.hears(opened).said).toEqual(['safety.number'])
    expect(li.says('都出来了').said.slice(0, 2)).toEqual(['safety.calm', 'ask.contact'])
    li.says('13812345678', understood({ contact: { phone: '13812345678' } }))
    li.says('换一台', understood({ wish: 'exchange' }))
    const sent = li.presses('summary:yes')
    expect(sent.effects.filter(({ type }) => type === 'open')).toEqual([])
    expect(sent.told).toMatchObject([
      {
        actor: 'ticket:1',
        event: { type: 'customer.confirmed', complaint: { story: '漏煤气\n都出来了' } },
      },
    ])
  })

  it('keeps one case where another danger follows, before and after its number is there', () => {
    const li = talk()
    li.hears(danger('fire'))
    const second = li.hears(danger('unconscious', '他晕倒了'))
    expect(second.said[0]).toBe('safety.unconscious')
    expect(second.effects.some(({ type }) => type === 'open')).toBe(false)
    expect(li.hears(opened).told).toMatchObject([{ event: { text: '他晕倒了' } }])
    expect(li.hears(danger('poisoned')).told).toMatchObject([
      { actor: 'ticket:1', event: { type: 'customer.endangered', kind: 'poisoned' } },
    ])
  })

  it('asks once in doubt; a no is kept, a silence is taken for a yes', () => {
    const li = talk()
    expect(li.hears(danger('fire', '焦味', false)).choices).toEqual(['danger:yes', 'danger:no'])
    expect(li.presses('danger:no').said[0]).toBe('safety.fine')
    expect(li.hears(danger('fire', '焦味', false)).said).not.toContain('safety.doubt')
    const chen = talk()
    chen.hears(danger('gas', '怪味', false))
    expect(chen.silence('patience').said).toEqual(['safety.gas', 'safety.everybody'])
  })

  it('hears other words than yes or no where the talk was, with those of the doubt', () => {
    const li = talk()
    li.hears(danger('fire', '焦味', false))
    expect(li.says('快递也丢了', complaint('delivery')).place).toMatch(/^intake/)
    expect(li.context().draft?.story).toContain('焦味')
  })

  it('asks somebody in despair nothing, until a person hands the talk back', () => {
    const li = talk()
    expect(li.hears(danger('self-harm')).said).toEqual(['safety.self-harm'])
    expect(li.hears(opened).said).toEqual([])
    expect(li.says('没人在乎').said).toEqual(['safety.listen'])
    li.hears({ type: 'staff.said', by: 'w', publicName: '小王', text: '在', takesOver: true })
    expect(li.hears({ type: 'staff.handed back', by: 'w', publicName: '小王' }).place).toBe(
      'following.listening',
    )
  })

  it('ends with its case', () => {
    const li = talk()
    li.hears(danger('self-harm'))
    li.hears(opened)
    const of = { ticket: 'ticket:1', number: 'CP-1' } as const
    expect(li.hears({ type: 'ticket.closed', ...of, thanks: false, as: 'closed' }).place).toBe(
      'idle',
    )
  })

  it('goes on from snapshots that know of no danger, and keeps one through a restart', () => {
    const flow = createConversation(talkRules())
    const kept = { kinds: ['gas'], doubt: null }
    expect(flow.restart({ context: { danger: kept, safe: ['fire'] } })).toMatchObject({
      danger: kept,
      safe: ['fire'],
    })
    expect(flow.restart({ context: {} })).not.toHaveProperty('danger')
  })
})
