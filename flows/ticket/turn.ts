import { setup } from 'xstate'
import type { ConversationId, RoomId, StaffAddress, TeamAddress } from '../../src/domain/actor.ts'
import { tracesOf } from '../../src/domain/actor.ts'
import type { ToConversation } from '../../src/domain/conversation-events.ts'
import type { Choice, Effect, unseenAlert } from '../../src/domain/effect.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import type { Order } from '../../src/domain/ticket-events.ts'
import type { Value, Wording } from '../../src/domain/wording.ts'
import type {
  EventOf,
  Happening,
  TicketContext,
  TicketInput,
  TicketRules,
  TicketTimer,
} from './context.ts'
import { isGrave } from './grave.ts'
import { askerOf, listenersOf } from './listeners.ts'

/** The typed workshop every part of the chart is made in. */
export const workshop = setup({
  types: {
    context: {} as TicketContext,
    events: {} as Happening,
    emitted: {} as Effect,
    input: {} as TicketInput,
  },
})

export type Values = Readonly<Record<string, Value>>
export type StaffRoom = TeamAddress | StaffAddress

/** Words for staff: one line each. */
export type Card = {
  texts: readonly Wording[]
  choices?: readonly Choice[]
  files?: readonly FileRef[]
  news?: number
  ifUnseen?: { event: { type: 'alert.unseen'; circle: number }; at: number }
}

type TimerId =
  | 'deadline near'
  | 'deadline'
  | 'promise morning'
  | 'promise afternoon'
  | 'promise closing'
  | 'silence'
  | 'unseen'
  | typeof unseenAlert
  | 'human silence'
  | 'term'
  | 'question'

/** What a ticket wakes itself by; an alert brings its own. */
type TimerType = Exclude<TicketTimer['type'], 'alert.unseen'>

type WithoutTicket<E> = E extends unknown ? Omit<E, 'ticket' | 'number'> : never

/** One event on its way through the ticket: what was known, what changes, what is told. Pure. */
interface TurnOf<E extends Happening> {
  readonly event: E
  readonly now: number
  readonly rules: TicketRules
  /** Where the ticket stood when the event came, and where it goes. */
  readonly state: TicketState
  readonly to: TicketState
  /** The case as it was when the event came, and as changed so far. */
  readonly before: TicketContext
  readonly context: TicketContext
  change(part: Partial<TicketContext>): void
  /** A line of the history, `ticket.history.<what>`. */
  record(what: string, values?: Values, more?: { by?: string; files?: readonly FileRef[] }): void
  /** To the conversation, and to those that follow; an answer goes only to the one that asked. */
  tell(event: WithoutTicket<ToConversation>, only?: ConversationId): void
  alert(to: StaffRoom, card: Card): void
  /** Its cards in staff rooms lose their words. */
  forgetTraces(): void
  /** All that was kept of it goes with this step, its traces after it. */
  erase(): void
  /** Wakes the ticket at a moment (epoch ms); an earlier timer of that name is replaced. */
  wake(id: Exclude<TimerId, typeof unseenAlert>, at: number, type: TimerType): void
  cancel(...ids: TimerId[]): void
}

export type Turn<T extends Happening['type'] = Happening['type']> = TurnOf<EventOf<T>>

type Asked = { id: TimerId; at: number; type: TimerType }

export type Outcome = {
  context: TicketContext
  effects: Effect[]
  cancels: TimerId[]
  timers: Asked[]
}

/** Gathers what one event leads to. */
export function beginTurn<T extends Happening['type']>(of: {
  context: TicketContext
  event: EventOf<T>
  rules: TicketRules
  state: TicketState
  to: TicketState
}): { turn: Turn<T>; outcome: Outcome } {
  const { event, rules, state, to } = of
  const outcome: Outcome = { context: of.context, effects: [], cancels: [], timers: [] }
  const turn: Turn<T> = {
    event,
    now: event.now,
    rules,
    state,
    to,
    before: of.context,
    get context() {
      return outcome.context
    },
    change(part) {
      outcome.context = { ...outcome.context, ...part }
    },
    record(what, values, more) {
      outcome.effects.push({
        type: 'record',
        what: wording(`ticket.history.${what}`, values),
        by: more?.by ?? authorOf(event),
        ...(more?.files?.length ? { files: more.files } : {}),
      })
    },
    tell(said, only) {
      const { actor, number } = outcome.context
      const told = { ...said, ticket: actor, number }
      const listeners = listenersOf(outcome.context, said.type, askerOf(event))
      for (const listener of only ? [only] : listeners) {
        outcome.effects.push({ type: 'tell', actor: listener, event: told })
      }
    },
    alert(room, card) {
      const { actor, about } = outcome.context
      outcome.effects.push({
        type: 'alert',
        to: room,
        ...card,
        about: actor,
        ...roundThem(about),
        ...(isGrave(outcome.context, rules) ? { grave: true } : {}),
      })
    },
    forgetTraces() {
      const { actor } = outcome.context
      outcome.effects.push({ type: 'tell', actor: tracesOf(actor), event: { type: 'forget' } })
    },
    erase() {
      outcome.effects.push({ type: 'erase' })
    },
    wake(id, at, type) {
      outcome.timers = [...outcome.timers.filter((timer) => timer.id !== id), { id, at, type }]
    },
    cancel(...ids) {
      outcome.timers = outcome.timers.filter(({ id }) => !ids.includes(id))
      outcome.cancels.push(...ids)
    },
  }
  return { turn, outcome }
}

/** The part of an alert that keeps it from those whom the case is about. */
export function roundThem(about: TicketContext['about']): { keepFrom?: readonly string[] } {
  return about?.length ? { keepFrom: about.map(({ id }) => id) } : {}
}

export function wording(key: string, values?: Values): Wording {
  return values ? { key, values } : { key }
}

/** Who is behind an event: `customer`, `staff:<id>`, or `system` for timers. */
function authorOf(event: Happening): string {
  if ('by' in event) return `staff:${event.by.id}`
  return event.type.startsWith('customer.') &&
    !['customer.silent', 'customer.unseen', 'customer.missed'].includes(event.type)
    ? 'customer'
    : 'system'
}

/** The room an answer goes to: rooms the desk keeps itself are addressed by their people. */
export function roomOf(answerTo: Order['answerTo']): StaffRoom {
  return answerTo.startsWith('room:') ? inRoom(answerTo as RoomId) : (answerTo as StaffRoom)
}

function inRoom(room: RoomId): StaffRoom {
  const [kind, ...id] = room.slice('room:'.length).split('/')
  return `${kind}:${id.join('/')}` as StaffRoom
}
