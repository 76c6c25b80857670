import { readFileSync, writeFileSync } from 'node:fs'
import type { AnyStateMachine } from 'xstate'
import { diagramOf, withDiagram } from './diagram.ts'

/**
 * The README of a flow, as it stands and as its chart would have it. With `UPDATE=1` in the environment the file is
 * written anew first, so that both are the same.
 */
export function drawFlow(
  readme: string,
  machine: AnyStateMachine,
): { stands: string; drawn: string } {
  const before = readFileSync(readme, 'utf8')
  const drawn = withDiagram(before, diagramOf(machine))
  if (process.env.UPDATE === '1' && drawn !== before) writeFileSync(readme, drawn)
  return { stands: readFileSync(readme, 'utf8'), drawn }
}
