import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { diagramOf, withDiagram } from '../support/diagram.ts'
import { TicketDesk } from '../support/ticket-desk.ts'

it('shows the ticket’s chart in its README as it is', async () => {
  const file = 'flows/ticket/README.md'
  const { machine } = new TicketDesk().flow
  const drawn = withDiagram(readFileSync(file, 'utf8'), diagramOf(machine))
  await expect(drawn).toMatchFileSnapshot(`../../${file}`)
})
