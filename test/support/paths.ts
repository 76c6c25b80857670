import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createActor,
  getInitialMicrosteps,
  getMicrosteps,
} from 'xstate'
import type { Effect } from '../../src/domain/effect.ts'
import { begunBy, definitionsOf, nameOf, spell, statesOf, takenBy } from './chart-arrows.ts'

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
  /** Other inputs an actor may begin with: what is left of an older chart, say. */
  also?: readonly unknown[]
  /** Events to try in every place; several per type where guards branch. `now` is added where it is missing. */
  samples:
    | readonly { type: string; now?: number }[]
    | ((snapshot: AnyMachineSnapshot) => readonly { type: string; now?: number }[])
  /** Events one after the other, to where few ways lead: these arrows are taken first. */
  stories?: readonly (readonly { type: string }[])[]
  /** What tells two places of one state apart; by default an outline of the context. */
  outline?: (context: never) => string
  /** Places tried at most. */
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
  readonly #queues = new Map<string, { tried: number; places: Place[] }>()
  readonly #routes = new Set<string>()
  readonly #machine: AnyStateMachine
  readonly #options: WalkOptions

  constructor(machine: AnyStateMachine, options: WalkOptions) {
    this.#machine = machine
    this.#options = options
  }

  run(): void {
    const now = this.#options.now ?? Date.UTC(2026, 10, 23, 2)
    for (const input of [this.#options.input, ...(this.#options.also ?? [])]) {
      const steps = getInitialMicrosteps(this.#machine, input as never)
      const actions = steps.flatMap(([, actions]) => actions)
      for (const definition of begunBy(this.#machine, input)) this.taken.add(definition)
      const first = steps.at(-1)![0] as AnyMachineSnapshot
      const begun = { json: keep(first), slots: slotsAfter(new Map(), actions), now }
      this.#visit(first, begun)
      if (input === this.#options.input) this.#tell(begun)
    }
    const limit = this.#options.limit ?? 1_500
    for (let place = this.#next(), tried = 0; place && tried < limit; place = this.#next()) {
      this.#tryAll(place)
      tried += 1
    }
  }

  /** A place of the state and timers tried least: the limit must not be spent on variations of one state. */
  #next(): Place | undefined {
    const waiting = [...this.#queues.values()].filter(({ places }) => places.length > 0)
    if (waiting.length === 0) return undefined
    const least = waiting.reduce((a, b) => (b.tried < a.tried ? b : a))
    least.tried += 1
    return least.places.shift()
  }

  #tell(begun: Place): void {
    for (const story of this.#options.stories ?? []) {
      let place = begun
      for (const event of story) {
        const before = revive(this.#machine, place.json)
        const after = this.#take({ place, before }, event)
        if (!after) throw new Error(`${spell(before.value)} does not hear ${event.type}`)
        place = after
      }
    }
  }

  #tryAll(place: Place): void {
    const before = revive(this.#machine, place.json)
    const { samples } = this.#options
    const given = typeof samples === 'function' ? samples(before) : samples
    for (const sample of given) this.#take({ place, before }, sample)
    for (const [slot, event] of place.slots) this.#take({ place, before }, event, slot)
  }

  #take(
    { place, before }: { place: Place; before: AnyMachineSnapshot },
    sample: { type: string; now?: number },
    slot?: string,
  ): Place | undefined {
    const event: AnyEvent = { now: place.now + 60_000, ...sample }
    const definitions = this.#machine.getTransitionData(before as never, event as never)
    if (definitions.length === 0) return undefined
    for (const definition of definitions) this.taken.add(definition as AnyTransitionDefinition)
    const steps = getMicrosteps(this.#machine, before as never, event as never)
    const actions = steps.flatMap(([, actions]) => actions)
    const next = steps.at(-1)![0] as AnyMachineSnapshot
    if (next.status === 'error') throw next.error
    for (const [passed] of steps) this.#reach(passed as AnyMachineSnapshot)
    if (steps.length > 1) this.#followInside(place, event, steps)
    const left = new Map(place.slots)
    if (slot !== undefined) left.delete(slot)
    const slots = slotsAfter(left, actions)
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
    const after = { json: keep(next), slots, now: event.now }
    this.#visit(next, after)
    return after
  }

  #reach(snapshot: AnyMachineSnapshot): void {
    for (const node of snapshot._nodes as AnyStateNode[]) this.reached.add(node.id)
  }

  /** Arrows taken by inner steps show only on a started actor; each way through them is followed once. */
  #followInside(place: Place, event: AnyEvent, steps: readonly (readonly unknown[])[]): void {
    const values = steps.map(([snapshot]) => spell((snapshot as AnyMachineSnapshot).value))
    const route = [event.type, ...values].join(' ')
    if (this.#routes.has(route)) return
    this.#routes.add(route)
    for (const definition of takenBy(this.#machine, place.json, event)) this.taken.add(definition)
  }

  #visit(snapshot: AnyMachineSnapshot, place: Place): void {
    const outline = this.#options.outline as ((context: unknown) => string) | undefined
    const value = spell(snapshot.value)
    const told = outline ? outline(snapshot.context) : outlineOf(snapshot.context, 3)
    const timers = [...place.slots.keys()].sort().join()
    const key = `${value} ${timers} ${told}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.#reach(snapshot)
    const kind = `${value} ${timers}`
    const queue = this.#queues.get(kind) ?? { tried: 0, places: [] }
    queue.places.push(place)
    this.#queues.set(kind, queue)
  }
}

/** What of a snapshot has to be kept, as the store keeps it. */
export function keep({ status, value, context, historyValue }: AnyMachineSnapshot): string {
  return JSON.stringify({ status, value, context, historyValue, children: {} })
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
