import type { AnyStateMachine } from 'xstate'
import { diagramOf } from './diagram.ts'
import { type WrittenBlock, writtenBlock } from './written-block.ts'

const marks = {
  begin: 'diagram: drawn from the chart by test/support/draw-flows.ts',
  end: 'end of diagram',
}

/** The README of a flow, as it stands and as its chart would have it; `UPDATE=1` draws it anew. */
export function drawFlow(readme: string, machine: AnyStateMachine): WrittenBlock {
  return writtenBlock(readme, marks, `\`\`\`mermaid\n${diagramOf(machine)}\n\`\`\``)
}
