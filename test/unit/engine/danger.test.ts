import { describe, expect, it } from 'vitest'
import { createConversation } from '../../../flows/conversation/chart.ts'
import type { Commit, StoredActor } from '../../../src/domain/commit.ts'
import { step } from '../../../src/engine/step.ts'
import { createUnderstand } from '../../../src/insight/understand.ts'
import { catalog, lexicon } from '../../support/insight.ts'
import { talkRules } from '../../support/talk-rules.ts'
import { toyTools } from '../../support/toy-flow.ts'

const flow = createConversation({ ...talkRules(), catalog })
const tools = {
  ...toyTools,
  speaker: { speak: ({ key }: { key: string }) => key },
  understand: createUnderstand(lexicon, catalog),
}

function customer() {
  let stored: StoredActor | undefined
  let n = 0
  return (text: string, now: number, limited = false): Commit => {
    n += 1
    const message = { key: `k${n}`, channel: 'web', peer: 'li', at: now, text }
    const stimulus = {
      type: 'message',
      message,
      keepUntil: now + 9,
      ...(limited ? { limited } : {}),
    } as const
    const stepped = step({ flow, actor: 'conversation:web/li', stored, stimulus, now }, tools)
    if (stepped === 'seen') throw new Error('seen before')
    const record = JSON.parse(JSON.stringify(stepped.commit.record))
    stored = { revision: (stored?.revision ?? 0) + 1, record }
    return stepped.commit
  }
}

const said = ({ letters }: Commit) =>
  letters.flatMap((letter) => ('message' in letter ? [letter.message.text] : []))
const opened = ({ letters }: Commit) =>
  letters.flatMap((letter) =>
    'event' in letter && letter.event.type === 'customer.complained' ? [letter.event] : [],
  )

describe('a step with danger in it', () => {
  it('answers the very first message at once, and opens a case in the same commit', () => {
    const commit = customer()('煤气漏了', 1_000_000)
    expect(said(commit)).toEqual(['conversation.safety.gas\nconversation.safety.everybody'])
    expect(opened(commit)).toMatchObject([
      {
        complaint: {
          unconfirmed: true,
          danger: 'gas',
          level: 5,
          levelBecause: { words: '煤气漏' },
        },
      },
    ])
    expect(commit.letters.some(({ slot }) => slot === 'burst')).toBe(false)
  })

  it('does not wait for a burst that is going on, and hears a command beside it second', () => {
    const says = customer()
    says('我买的灶坏了', 1_000_000)
    const commit = says('转人工，现在着火了', 1_001_000)
    expect(said(commit)[0]).toContain('conversation.safety.fire')
    expect(opened(commit)).toMatchObject([
      { complaint: { story: expect.stringContaining('灶坏了') } },
    ])
    expect(commit.cancels).toContain('burst')
  })

  it('hears it in the bubbles of a burst together, and from somebody who writes too much', () => {
    const says = customer()
    says('你好', 1_000_000)
    expect(said(says('救命', 1_000_500, true))).toEqual(['conversation.limited'])
    expect(said(says('救命，漏煤气了', 1_001_000, true))[0]).toContain('conversation.safety.gas')
  })
})
