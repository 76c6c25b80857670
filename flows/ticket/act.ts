import { type Effect, unseenAlert } from '../../src/domain/effect.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { keepOutNamed } from './concerned.ts'
import {
  concernedIds,
  type EventOf,
  type Happening,
  type TicketContext,
  type TicketInput,
  type TicketRules,
} from './context.ts'
import { settledElsewhere } from './listeners.ts'
import type { OrderType } from './orders.ts'
import { isLocked } from './privacy.ts'
import { dropQuestion } from './question.ts'
import { noteReached, toldHow } from './reach.ts'
import type { Asking, Refusal } from './rights.ts'
import { enterStep } from './steps.ts'
import { beginTurn, roomOf, roundThem, type Turn, wording, workshop } from './turn.ts'

type Work<T extends Happening['type']> = (turn: Turn<T>) => void
type Condition<T extends Happening['type']> = (asking: Asking<T>) => boolean
type Check<T extends OrderType> = (asking: Asking<T>) => Refusal

type GuardArgs = { context: TicketContext; event: Happening }
export type Arrow = {
  target?: TicketState
  guard?: (args: GuardArgs) => boolean
  actions: ReturnType<typeof actions>
}

/** What the arrows of one state are made of. */
export type Arrows = {
  state: TicketState
  /** Something happens, the case stays where it is. */
  does<T extends Happening['type']>(work: Work<T>): Arrow
  /** The case goes to `target`; its deadlines start before the work is done. */
  to<T extends Happening['type']>(target: TicketState, work: Work<T>): Arrow
  /** The arrow is taken only where the condition holds. */
  when<T extends Happening['type']>(condition: Condition<T>, arrow: Arrow): Arrow
  /** An order: whoever may not give it hears why and nothing changes; else the first arrow that fits. */
  order<T extends OrderType>(check: Check<T>, ...arrows: readonly Arrow[]): readonly Arrow[]
  /** An order that is not possible here is answered with what is. */
  not(why: (asking: Asking) => Wording): Arrow
}

/** The makers of arrows for one state. */
export function arrowsOf(rules: TicketRules, state: TicketState): Arrows {
  const ask = <T extends Happening['type']>({ context, event }: GuardArgs) =>
    ({ context, event: event as EventOf<T>, rules, state }) satisfies Asking<T>
  const does = <T extends Happening['type']>(work: Work<T>): Arrow => ({
    actions: actions(rules, state, state, work),
  })
  const not = (why: (asking: Asking) => Refusal): Arrow => ({
    actions: answerOnly((args) => why(ask<OrderType>(args))),
  })
  const refusal = <T extends OrderType>(check: Check<T>, args: GuardArgs) =>
    isLocked(ask<OrderType>(args)) ?? check(ask(args))
  return {
    state,
    does,
    to: (target, work) => ({ target, actions: actions(rules, state, target, work) }),
    when: (condition, arrow) => ({
      ...arrow,
      guard: named(condition.name, (args) => condition(ask(args))),
    }),
    order: (check, ...arrows) => [
      {
        guard: named(
          'not allowed',
          (args) => isUnknown(args) || refusal(check, args) !== undefined,
        ),
        actions: answerOnly((args) => refusal(check, args)),
      },
      ...arrows,
    ],
    not,
  }
}

function named(name: string, guard: (args: GuardArgs) => boolean) {
  // The diagram and the tests call a condition by its `type`, in words.
  return Object.assign(Object.defineProperty(guard, 'name', { value: name }), {
    type: inWords(name),
  })
}

/** `wasSurveyed` → `was surveyed`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** What a ticket does when it is started with a past, from no event but its input. */
export function onStart(rules: TicketRules, state: TicketState, work: Work<'desk.failed'>) {
  return workshop.enqueueActions(({ context, event, enqueue }) => {
    if (context.number === '') return
    const { now } = (event as unknown as { input: TicketInput }).input
    const started = { type: 'desk.failed', now, text: '' } as const
    enqueue(actions(rules, state, state, work, started))
  })
}

/** One event's work as actions: what changed, what is told, what is waited for. */
function actions<T extends Happening['type']>(
  rules: TicketRules,
  state: TicketState,
  to: TicketState,
  work: Work<T>,
  instead?: EventOf<T>,
) {
  return workshop.enqueueActions(({ context, event: happened, enqueue }) => {
    const event = instead ?? (happened as EventOf<T>)
    const started = beginTurn<T>({ context, event, rules, state, to })
    if (to !== state) enterStep(started.turn)
    if (to !== state) dropQuestion(started.turn)
    noteReached(started.turn)
    // Whoever gives an order has seen the case.
    if ('by' in event || to !== state) started.turn.cancel(unseenAlert)
    const namedNow = keepOutNamed(started.turn)
    for (const elsewhere of settledElsewhere(context, event)) {
      const { actor: ticket, number } = context
      enqueue.emit({
        type: 'tell',
        actor: elsewhere,
        event: { type: 'ticket.stopped asking', ticket, number } as { type: string },
      })
    }
    work(started.turn)
    namedNow()
    const { outcome, turn } = started
    const effects = outcome.effects.flatMap((effect) => toldHow(turn, effect))
    if (outcome.context !== context) enqueue.assign(outcome.context)
    for (const id of outcome.cancels) enqueue.cancel(id)
    for (const effect of effects) enqueue.emit(effect)
    for (const { id, at, type } of outcome.timers) {
      // A moment that has passed already is due at once, as a letter like any other.
      enqueue.raise({ type, now: at }, { id, delay: Math.max(1, at - event.now) })
    }
  })
}

function answerOnly(why: (args: GuardArgs) => Refusal) {
  return workshop.enqueueActions(({ context, event, enqueue }) => {
    if (!('answerTo' in event)) return
    if (isUnknown({ context, event })) return enqueue.emit(unknownTo(event, context))
    const refusal = why({ context, event })
    if (refusal) enqueue.emit(refusalTo(event, refusal, context))
  })
}

/** The order of somebody whom the case is about: to him there is no such case. */
function isUnknown({ context, event }: GuardArgs): boolean {
  return 'by' in event && concernedIds(context).includes(event.by.id)
}

function unknownTo({ by }: EventOf<OrderType>, { number }: TicketContext): Effect {
  return { type: 'alert', to: `staff:${by.id}`, texts: [wording('desk.refuse.ticket', { number })] }
}

function refusalTo(
  { answerTo }: EventOf<OrderType>,
  refusal: Wording,
  { actor, about }: TicketContext,
): Effect {
  return {
    type: 'alert',
    to: roomOf(answerTo),
    texts: [refusal],
    about: actor,
    ...roundThem(about),
  }
}
