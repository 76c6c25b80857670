import type { Concerned } from '../../src/domain/fairness.ts'
import { card } from './cards.ts'
import { concernedIds, type TicketContext } from './context.ts'
import { answer, final } from './orders.ts'
import { type Asking, leads, type Refusal, refused } from './rights.ts'
import { circleRoom } from './rooms.ts'
import { setOwner } from './steps.ts'
import type { Turn } from './turn.ts'

/**
 * The customer's words name somebody: from now on the case is kept from him. Comes before the work of the event, so that
 * nothing of that reaches him either; what it answers comes after.
 */
export function keepOutNamed(turn: Turn): () => void {
  const { event } = turn
  const fresh = news(turn.context, ('names' in event && event.names) || [])
  if (fresh.length === 0) return () => undefined
  const opened = turn.context.number !== ''
  keepOut(turn, fresh)
  return () => {
    turn.record('concernedByWords', { people: namesOf(fresh) }, { by: 'system' })
    if (opened) turn.alert(circleRoom(turn.rules, 0), card(turn, 'concerned'))
  }
}

/** Whoever leads says who it is about, or that it is not about somebody after all. */
export function concern(turn: Turn<'staff.concerned'>): void {
  const { event } = turn
  const fresh = news(turn.context, event.add)
  const lifted = (turn.context.about ?? []).filter(({ id }) => event.lift.includes(id))
  turn.change({ about: (turn.context.about ?? []).filter((one) => !lifted.includes(one)) })
  keepOut(turn, fresh)
  if (fresh.length > 0) turn.record('concerned', { people: namesOf(fresh) })
  if (lifted.length > 0) turn.record('concernLifted', { people: namesOf(lifted) })
  final(turn, 'told')
  if (fresh.length > 0) turn.alert(circleRoom(turn.rules, 0), card(turn, 'concerned'))
  if (lifted.length > 0) answer(turn, 'concernLifted', { people: namesOf(lifted) })
  else answer(turn, 'concerned', { people: namesOf(fresh) })
}

export function mayConcern(asking: Asking<'staff.concerned'>): Refusal {
  const { context, event } = asking
  if (!leads(event.by)) return refused(context, 'leaders')
  const lifts = concernedIds(context).some((id) => event.lift.includes(id))
  return lifts || news(context, event.add).length > 0
    ? undefined
    : refused(context, 'concernedAlready')
}

export function namesOf(people: readonly Concerned[]): { list: readonly string[] } {
  return { list: people.map(({ name }) => name) }
}

function news({ about }: TicketContext, people: readonly Concerned[]): readonly Concerned[] {
  return people.filter(({ id }) => !about?.some((one) => one.id === id))
}

/** The case goes on without them: what they had of it goes back to whoever leads. */
function keepOut(turn: Turn, people: readonly Concerned[]): void {
  if (people.length === 0) return
  const ids = people.map(({ id }) => id)
  const { owner, handler, about } = turn.context
  turn.change({
    about: [...(about ?? []), ...people.map(({ id, name }) => ({ id, name }))],
    lastStep: null,
  })
  if (owner && ids.includes(owner.id)) setOwner(turn, null)
  if (handler && ids.includes(handler.id)) turn.change({ handler: null })
}
