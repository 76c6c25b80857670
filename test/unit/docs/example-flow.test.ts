import { expect, it } from 'vitest'
import { step } from '../../../src/engine/step.ts'
import { createGreeting } from '../../examples/greeting-flow.ts'
import { toyTools } from '../../support/toy-flow.ts'

const now = Date.parse('2026-11-23T10:00:00+08:00')

it('the flow of docs/writing-a-flow.md answers a customer in its own words', () => {
  const said = {
    type: 'order',
    event: { type: 'customer.said' },
    key: '1',
    keepUntil: now,
  } as const
  const actor = 'conversation:web/li'
  const flow = createGreeting()
  const stepped = step({ flow, actor, stored: undefined, stimulus: said, now }, toyTools)
  if (stepped === 'seen') throw new Error('taken before')
  expect(stepped.commit.letters).toMatchObject([
    { to: 'customer:web/li', message: { text: 'greeting.hello' } },
  ])
})
