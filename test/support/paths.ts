import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createActor,
  initialTransition,
  transition,
} from 'xstate'
import type { Effect } from '../../src/domain/effect.ts'

type AnyEvent = { type: string; now: number }
type Posted = { slot: string; delay: number; event: { type: string } }

/** One event taken in one place of a chart. `slots` are the timers that run afterwards. */
export type Arrow = {
  title: string
  from: string
  to: string
  event: { type: string }
  effects: readonly Effect[]
  posted: readonly Posted[]
  slots: readonly string[]
  context: Record<string, unknown>
}

/** What a walk over every arrow found. `untaken` are arrows no sample took, `unreached` states nobody came to. */
export type Walk = {
  arrows: readonly Arrow[]
  untaken: readonly string[]
  unreached: readonly string[]
  /** How many different places (state and outline of the context) were visited. */
  places: number
}

export type WalkOptions = {
  input: unknown
  /** Events to try in every place; several per type where guards branch. `now` is added where it is missing. */
  samples:
    | readonly { type: string; now?: number }[]
    | ((snapshot: AnyMachineSnapshot) => readonly { type: string; now?: number }[])
  /** What tells two places of one state apart; by default an outline of the context. */
  outline?: (context: never) => string
  /** Places visited at most. */
  limit?: number
  now?: number
}

type Place = { json: string; slots: ReadonlyMap<string, { type: string }>; now: number }

/**
 * Takes every arrow of a chart that the samples and its own timers can take, from every place that can be reached. The
 * snapshot passes through JSON before each step, as a restart would have it. Arrows are told apart by their definition,
 * so every branch of a guard has to be taken to leave `untaken`.
 */
export function arrowsOf(machine: AnyStateMachine, options: WalkOptions): Walk {
  const walk = new Walking(machine, options)
  walk.run()
  const states = statesOf(machine)
  return {
    arrows: walk.arrows,
    untaken: definitionsOf(machine)
      .filter((definition) => !walk.taken.has(definition))
      .map(nameOf),
    unreached: states.filter((state) => !walk.reached.has(state)),
    places: walk.seen.size,
  }
}

class Walking {
  readonly arrows: Arrow[] = []
  readonly taken = new Set<AnyTransitionDefinition>()
  readonly reached = new Set<string>()
  readonly seen = new Set<string>()
  readonly #values = new Set<string>()
  #queue: Place[] = []
  readonly #machine: AnyStateMachine
  readonly #options: WalkOptions

  constructor(machine: AnyStateMachine, options: WalkOptions) {
    this.#machine = machine
    this.#options = options
  }

  run(): void {
    const now = this.#options.now ?? Date.UTC(2026, 10, 23, 2)
    const [first, actions] = initialTransition(this.#machine, this.#options.input as never)
    this.#visit(first as AnyMachineSnapshot, { slots: slotsAfter(new Map(), actions), now })
    for (let place = this.#queue.shift(); place; place = this.#queue.shift()) this.#tryAll(place)
  }

  #tryAll(place: Place): void {
    const snapshot = revive(this.#machine, place.json)
    const { samples } = this.#options
    const given = typeof samples === 'function' ? samples(snapshot) : samples
    for (const sample of given) this.#take(place, sample)
    for (const [slot, event] of place.slots) this.#take(place, event, slot)
  }

  #take(place: Place, sample: { type: string; now?: number }, slot?: string): void {
    const event: AnyEvent = { now: place.now + 60_000, ...sample }
    const before = revive(this.#machine, place.json)
    const definitions = takenBy(this.#machine, place.json, event)
    if (definitions.length === 0) return
    for (const definition of definitions) this.taken.add(definition)
    const [after, actions] = transition(this.#machine, before, event as never)
    const left = new Map(place.slots)
    if (slot !== undefined) left.delete(slot)
    const slots = slotsAfter(left, actions)
    const next = after as AnyMachineSnapshot
    this.arrows.push({
      title: `${spell(before.value)} — ${event.type} → ${spell(next.value)}`,
      from: spell(before.value),
      to: spell(next.value),
      event,
      effects: effectsOf(actions),
      posted: postedOf(actions),
      slots: [...slots.keys()],
      context: next.context as Record<string, unknown>,
    })
    if (next.status === 'error') throw next.error
    this.#visit(next, { slots, now: event.now })
  }

  #visit(snapshot: AnyMachineSnapshot, at: Omit<Place, 'json'>): void {
    const outline = this.#options.outline as ((context: unknown) => string) | undefined
    const value = spell(snapshot.value)
    const key = `${value} ${outline ? outline(snapshot.context) : outlineOf(snapshot.context, 3)}`
    const full = this.seen.size >= (this.#options.limit ?? 1_500) && this.#values.has(value)
    if (full || this.seen.has(key)) return
    this.seen.add(key)
    for (const node of snapshot._nodes as AnyStateNode[]) this.reached.add(node.id)
    const { status, context, historyValue } = snapshot
    const kept = { status, value: snapshot.value, context, historyValue, children: {} }
    const place = { ...at, json: JSON.stringify(kept) }
    // A state not seen before goes first: the limit must not be spent on variations of one state.
    if (this.#values.has(value)) this.#queue.push(place)
    else this.#queue.unshift(place)
    this.#values.add(value)
  }
}

/** A living snapshot from its stored form; never started. */
export function revive(machine: AnyStateMachine, json: string): AnyMachineSnapshot {
  return createActor(machine, { snapshot: JSON.parse(json) }).getSnapshot() as AnyMachineSnapshot
}

export function effectsOf(actions: readonly unknown[]): Effect[] {
  return (actions as { type: string; params: { event: Effect } }[])
    .filter((action) => action.type === 'xstate.emit')
    .map((action) => action.params.event)
}

export function postedOf(actions: readonly unknown[]): Posted[] {
  return (
    actions as {
      type: string
      params: { id?: string; delay?: number; event: { type: string } }
    }[]
  )
    .filter((action) => action.type === 'xstate.raise' && action.params.delay !== undefined)
    .map(({ params }) => ({
      slot: params.id ?? params.event.type,
      delay: params.delay as number,
      event: params.event,
    }))
}

function slotsAfter(
  before: ReadonlyMap<string, { type: string }>,
  actions: readonly unknown[],
): Map<string, { type: string }> {
  const slots = new Map(before)
  for (const action of actions as { type: string; params: Record<string, unknown> }[]) {
    if (action.type === 'xstate.cancel') slots.delete(action.params.sendId as string)
    if (action.type === 'xstate.raise' && action.params.delay !== undefined) {
      const event = action.params.event as { type: string }
      slots.set((action.params.id as string | undefined) ?? event.type, event)
    }
  }
  return slots
}

/** The arrows an event really takes, those of inner steps included; asked of a started actor with a stopped clock. */
function takenBy(
  machine: AnyStateMachine,
  json: string,
  event: AnyEvent,
): readonly AnyTransitionDefinition[] {
  const taken: AnyTransitionDefinition[] = []
  let listening = false
  const actor = createActor(machine, {
    snapshot: JSON.parse(json),
    clock: { setTimeout: () => 0, clearTimeout: () => undefined },
    inspect: (inspected) => {
      const { type, _transitions } = inspected as unknown as {
        type: string
        _transitions?: AnyTransitionDefinition[]
      }
      if (listening && type === '@xstate.microstep') taken.push(...(_transitions ?? []))
    },
  })
  actor.subscribe({ error: () => undefined })
  actor.start()
  listening = true
  actor.send(event as never)
  listening = false
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

function definitionsOf(machine: AnyStateMachine): AnyTransitionDefinition[] {
  return nodesOf(machine.root as AnyStateNode).flatMap((node) => [
    ...[...node.transitions.values()].flat(),
    ...(node.always ?? []),
  ])
}

function nameOf(definition: AnyTransitionDefinition): string {
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

/** A coarse picture of a context: what is there, what is empty, what is on; not what it says. */
function outlineOf(value: unknown, depth: number): string {
  if (value === undefined || value === null) return '-'
  if (typeof value === 'boolean') return value ? 'y' : 'n'
  if (typeof value === 'number') return value === 0 ? '0' : value < 4 ? String(value) : '#'
  if (typeof value === 'string') return value.length < 16 && depth > 1 ? value : 's'
  if (Array.isArray(value)) return `[${Math.min(value.length, 2)}]`
  if (depth === 0) return '{}'
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${outlineOf(inner, depth - 1)}`)
    .join()}}`
}
