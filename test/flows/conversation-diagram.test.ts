import { expect, it } from 'vitest'
import { createConversation } from '../../flows/conversation/chart.ts'
import { drawFlow } from '../support/draw-flows.ts'
import { talkRules } from '../support/talk-rules.ts'

it('the README shows the chart as it is; UPDATE=1 draws it anew', () => {
  const { machine } = createConversation(talkRules())
  const { stands, written } = drawFlow('flows/conversation/README.md', machine)
  expect(stands).toBe(written)
})
