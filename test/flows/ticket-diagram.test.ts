import { expect, it } from 'vitest'
import { drawFlow } from '../support/draw-flows.ts'
import { TicketDesk } from '../support/ticket-desk.ts'

it('the README shows the ticket’s chart as it is; UPDATE=1 draws it anew', () => {
  const { stands, written } = drawFlow('flows/ticket/README.md', new TicketDesk().flow.machine)
  expect(stands).toBe(written)
})
