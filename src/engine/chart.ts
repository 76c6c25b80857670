import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type ExecutableActionObject,
  initialTransition,
} from 'xstate'
import type { ActorId } from '../domain/actor.ts'
import type { Effect } from '../domain/effect.ts'
import type { Flow } from './flow.ts'

/** What a chart wants done, in its order. */
export type Wish =
  | { type: 'effect'; effect: Effect }
  | { type: 'post'; slot: string; delay: number; event: { type: string } }
  | { type: 'cancel'; slot: string }

export type Turned = { snapshot: AnyMachineSnapshot; wishes: Wish[] }

/** A chart asked for something the engine does not know. */
export class UnknownEffectError extends Error {
  override name = 'UnknownEffectError'
}

/** Starts an actor from its input. */
export function begin(flow: Flow, actor: ActorId, now: number, old: unknown): Turned {
  const input = { ...flow.restart(old), actor, now }
  const [snapshot, actions] = initialTransition(flow.machine, input as never)
  return { snapshot: healthy(flow, snapshot), wishes: wishesOf(flow, actions) }
}

/** One event on one snapshot; nothing runs. */
export function turn(
  flow: Flow,
  snapshot: AnyMachineSnapshot,
  event: { type: string; now: number },
): Turned {
  const actions: ExecutableActionObject[] = []
  const scope = { ...bystander(flow.machine), actionExecutor: collect }
  const next = flow.machine.transition(snapshot, event, scope)
  return { snapshot: healthy(flow, next as AnyMachineSnapshot), wishes: wishesOf(flow, actions) }

  function collect(action: ExecutableActionObject): void {
    actions.push(action)
  }
}

const bystanders = new WeakMap<AnyStateMachine, AnyActorScope>()

/**
 * The actor a transition needs to be asked from. xstate's own `transition` begins a new one each time, entering the
 * initial state for nothing; one that is never started serves for all.
 */
function bystander(machine: AnyStateMachine): AnyActorScope {
  const known = bystanders.get(machine)
  if (known) return known
  const self = createActor(machine)
  const nothing = () => undefined
  const scope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: nothing,
  } as unknown as AnyActorScope
  bystanders.set(machine, scope)
  return scope
}

/** The living snapshot of a stored one; `undefined` where it belongs to a chart that is gone. */
export function wake(flow: Flow, chart: string, stored: unknown): AnyMachineSnapshot | undefined {
  const version = Number(chart.slice(chart.indexOf('@') + 1))
  const snapshot = version === flow.version ? stored : flow.migrate?.(stored, version)
  if (snapshot === undefined || snapshot === null) return undefined
  // An actor that is created and never started rehydrates without running anything; `resolveState` forgets history.
  const living = createActor(flow.machine, { snapshot: snapshot as never }).getSnapshot()
  return living.status === 'error' ? undefined : (living as AnyMachineSnapshot)
}

/** What of a snapshot has to be kept. */
export function keep(snapshot: AnyMachineSnapshot): unknown {
  const { status, value, context, historyValue } = snapshot
  return { status, value, context, historyValue, children: {} }
}

function healthy(flow: Flow, snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
  if (snapshot.status === 'error') throw snapshot.error
  if (snapshot.status !== 'active') {
    throw new Error(`${flow.name}@${flow.version} reached a final state; its actors never end`)
  }
  return snapshot
}

function wishesOf(flow: Flow, actions: readonly unknown[]): Wish[] {
  const wishes: Wish[] = []
  for (const action of actions as readonly ExecutableActionObject[]) {
    const wish = wishOf(flow, action)
    if (wish) wishes.push(wish)
  }
  return wishes
}

function wishOf(flow: Flow, action: ExecutableActionObject): Wish | undefined {
  const params = action.params as Record<string, unknown>
  switch (action.type as string) {
    case 'xstate.emit':
      return { type: 'effect', effect: params.event as Effect }
    case 'xstate.raise': {
      // A raise without delay has happened inside the transition already.
      if (params.delay === undefined) return undefined
      const event = params.event as { type: string }
      const slot = (params.id as string | undefined) ?? event.type
      return { type: 'post', slot, delay: params.delay as number, event }
    }
    case 'xstate.cancel':
      return { type: 'cancel', slot: params.sendId as string }
    case 'xstate.assign':
      return undefined
    default:
      throw new UnknownEffectError(
        `${flow.name}@${flow.version} asks for "${action.type}", which the engine does not know`,
      )
  }
}
