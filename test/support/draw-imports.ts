import type { IModule } from 'dependency-cruiser'
import { foldCircles, importsByFolder, withoutShortcuts } from './fold-imports.ts'
import { type WrittenBlock, writtenBlock } from './written-block.ts'

const marks = {
  begin: 'imports: drawn from the code by test/support/draw-imports.ts',
  end: 'end of imports',
}

/** The diagram of who imports whom, as it stands in `file` and as the code has it; `UPDATE=1` draws it anew. */
export function drawImports(file: string, modules: readonly IModule[]): WrittenBlock {
  const imports = withoutShortcuts(foldCircles(importsByFolder(modules)))
  const places = [...imports.keys()].sort()
  const idOf = (place: string) => place.replaceAll(/[^a-z]+/g, '_')
  const lines = [
    'flowchart TD',
    ...places.map((place) => `  ${idOf(place)}["${place}"]`),
    ...places.flatMap((from) =>
      [...imports.get(from)!].sort().map((to) => `  ${idOf(from)} --> ${idOf(to)}`),
    ),
  ]
  return writtenBlock(file, marks, `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``)
}
