import {
  type Actor,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createActor,
} from 'xstate'

/** The arrows an event really takes, those of inner steps included; asked of a started actor with a stopped clock. */
export function takenBy(
  machine: AnyStateMachine,
  json: string,
  event: { type: string },
): readonly AnyTransitionDefinition[] {
  return followed(machine, { snapshot: JSON.parse(json) }, (actor) => actor.send(event as never))
}

/** The arrows taken before the first event. */
export function begunBy(
  machine: AnyStateMachine,
  input: unknown,
): readonly AnyTransitionDefinition[] {
  return followed(machine, { input })
}

function followed(
  machine: AnyStateMachine,
  from: object,
  then: (actor: Actor<AnyStateMachine>) => void = () => undefined,
): readonly AnyTransitionDefinition[] {
  const taken: AnyTransitionDefinition[] = []
  const actor = createActor(machine, {
    ...from,
    clock: { setTimeout: () => 0, clearTimeout: () => undefined },
    inspect: (inspected) => {
      const { type, _transitions } = inspected as unknown as {
        type: string
        _transitions?: AnyTransitionDefinition[]
      }
      if (type === '@xstate.microstep') taken.push(...(_transitions ?? []))
    },
  })
  actor.subscribe({ error: () => undefined })
  actor.start()
  then(actor)
  actor.stop()
  return taken
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => nodesOf(child as AnyStateNode))]
}

/** Every state a chart names, by its id. */
export function statesOf(machine: AnyStateMachine): string[] {
  return nodesOf(machine.root as AnyStateNode).map((node) => node.id)
}

export function definitionsOf(machine: AnyStateMachine): AnyTransitionDefinition[] {
  return nodesOf(machine.root as AnyStateNode).flatMap((node) => [
    ...[...node.transitions.values()].flat(),
    ...(node.always ?? []),
  ])
}

export function nameOf(definition: AnyTransitionDefinition): string {
  const { source, eventType, guard, target } = definition
  const guarded = guard as { type?: string } | string | undefined
  const when = guarded === undefined ? '' : ` [${describe(guarded)}]`
  const to = target?.map((node) => (node as AnyStateNode).id).join(', ') ?? 'stays'
  return `${(source as AnyStateNode).id} — ${eventType || 'always'}${when} → ${to}`
}

function describe(guard: { type?: string; params?: unknown; name?: string } | string): string {
  if (typeof guard === 'string') return guard
  const params = guard.params === undefined ? '' : ` ${JSON.stringify(guard.params)}`
  return `${guard.type ?? guard.name ?? 'guard'}${params}`
}

/** `{ intake: 'asking' }` → `intake.asking`. */
export function spell(value: unknown): string {
  if (typeof value === 'string') return value
  return Object.entries(value as object)
    .map(([key, inner]) => {
      const rest = spell(inner)
      return rest ? `${key}.${rest}` : key
    })
    .join(' + ')
}
