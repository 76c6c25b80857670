import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'

/** The chart as a mermaid state diagram: one line per pair of states, with what leads from one to the other. */
export function diagramOf(machine: AnyStateMachine): string {
  const root = machine.root as AnyStateNode
  return [
    'stateDiagram-v2',
    '  direction TB',
    `  [*] --> ${nameOf(initialOf(root))}`,
    ...Object.values(root.states).flatMap((node) => boxOf(node as AnyStateNode, 1)),
    ...linesOf(root),
  ].join('\n')
}

function boxOf(node: AnyStateNode, depth: number): string[] {
  const pad = '  '.repeat(depth)
  const children = Object.values(node.states) as AnyStateNode[]
  const title = `${pad}state "${node.key}" as ${nameOf(node)}`
  if (children.length === 0) return [title]
  const start = node.type === 'parallel' ? [] : [`${pad}  [*] --> ${nameOf(initialOf(node))}`]
  const regions = children.map((child) => boxOf(child, depth + 1))
  const inner =
    node.type === 'parallel'
      ? regions.flatMap((lines, i) => (i ? [`${pad}  --`, ...lines] : lines))
      : regions.flat()
  return [`${title} {`, ...start, ...inner, `${pad}}`]
}

function linesOf(root: AnyStateNode): string[] {
  const pairs = new Map<string, Map<string, Set<string>>>()
  for (const definition of nodesOf(root).flatMap(transitionsOf)) {
    for (const target of definition.target ?? []) {
      const source = definition.source as AnyStateNode
      const from = source === root ? 'anywhere' : nameOf(source)
      const pair = `${from} --> ${nameOf(target as AnyStateNode)}`
      const events = pairs.get(pair) ?? new Map<string, Set<string>>()
      const event = eventOf(definition)
      events.set(event, (events.get(event) ?? new Set()).add(whenOf(definition)))
      pairs.set(pair, events)
    }
  }
  return [...pairs].map(([pair, events]) => {
    const label = [...events].map(([event, whens]) => labelOf(event, [...whens])).join(' / ')
    return label ? `  ${pair}: ${label}` : `  ${pair}`
  })
}

function labelOf(event: string, whens: readonly string[]): string {
  const told = whens.filter(Boolean)
  const when = told.length < whens.length || told.length === 0 ? '' : `(${told.join(', ')})`
  return [event, when].filter(Boolean).join(' ').replaceAll(':', '')
}

function eventOf({ eventType }: AnyTransitionDefinition): string {
  return eventType.replace(/^xstate\.after\.(.*?)\..*$/, 'after $1')
}

/** The guard's name; of a guard with parameters, these. One that only asks for the arrow's own target says nothing. */
function whenOf({ guard }: AnyTransitionDefinition): string {
  const when = guard as { type?: string; params?: object } | string | undefined
  if (when === undefined) return ''
  if (typeof when === 'string') return when
  if (when.params === undefined) return when.type ?? ''
  return 'place' in when.params ? '' : Object.values(when.params).flat().join(', ')
}

function transitionsOf(node: AnyStateNode): AnyTransitionDefinition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => nodesOf(child as AnyStateNode))]
}

function initialOf(node: AnyStateNode): AnyStateNode {
  return node.initial.target[0] as AnyStateNode
}

function nameOf(node: AnyStateNode): string {
  return node.path.join('_').replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
}
