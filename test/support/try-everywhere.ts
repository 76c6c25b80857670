import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate'
import type { TicketContext } from '../../flows/ticket/context.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { turn, type Wish } from '../../src/engine/chart.ts'
import { definitionsOf, nameOf } from './chart-arrows.ts'
import { staff, TicketDesk } from './ticket-desk.ts'
import { freezes, ordered, places, type Sample, sent, withPerson } from './ticket-places.ts'

/** One event taken in one place of a ticket's life. */
export type Step = {
  title: string
  to: string
  event: Sample
  effects: readonly Effect[]
  /** The timers that run afterwards. */
  slots: readonly string[]
  before: TicketContext
  after: TicketContext
}

/**
 * Tries events in every place: those given, each also with a person in the conversation, and every timer that runs.
 * `untaken` are the arrows nothing took.
 */
export function tryEverywhere(samples: (desk: TicketDesk) => readonly Sample[]): {
  steps: readonly Step[]
  untaken: readonly string[]
} {
  const steps: Step[] = []
  const taken = new Set<AnyTransitionDefinition>()
  const { machine } = new TicketDesk().flow
  const tryAll = (name: string, desk: TicketDesk, events: readonly Sample[]) => {
    const timers = [...desk.slots.values()].map(({ event }) => event)
    const { snapshot } = desk
    for (const event of [...timers, ...events]) {
      for (const arrow of arrowsFor(desk, snapshot, event)) taken.add(arrow)
      steps.push(stepOf({ name, desk, snapshot, sample: event }))
    }
  }
  for (const [name, story] of Object.entries(places)) {
    const desk = story()
    tryAll(name, desk, samples(desk))
    const talking = withPerson(story())
    tryAll(`${name}, a person speaking`, talking, samples(talking))
    const supervisor = { by: staff.su, answerTo: 'staff:su' }
    tryAll(`${name}, frozen`, ordered(story(), 'su', freezes), [
      { type: 'staff.thawed', reason: '已审结', ...supervisor },
    ])
    tryAll(`${name}, erased`, sent(story(), { type: 'customer.erased' }), [])
    tryAll(`${name}, noted`, ordered(story(), 'ma', { type: 'staff.noted', text: '记' }), [
      { type: 'staff.undid', by: staff.ma, answerTo: 'staff:ma' },
    ])
  }
  const names = new Set([...taken].map(nameOf))
  const untaken = definitionsOf(machine).map(nameOf)
  return { steps, untaken: untaken.filter((arrow) => !names.has(arrow)) }
}

function stepOf(given: {
  name: string
  desk: TicketDesk
  snapshot: AnyMachineSnapshot
  sample: Sample
}): Step {
  const { name, desk, snapshot, sample } = given
  const event: Sample & { now: number } = { now: desk.now + 60_000, ...sample }
  const turned = turn(desk.flow, snapshot, event)
  return {
    title: `${name}: ${event.type} ${(event.by as { id?: string } | undefined)?.id ?? ''}`,
    to: String(turned.snapshot.value),
    event,
    effects: turned.wishes.flatMap((wish) => (wish.type === 'effect' ? [wish.effect] : [])),
    slots: slotsAfter(desk, turned.wishes, sample),
    before: snapshot.context as TicketContext,
    after: turned.snapshot.context as TicketContext,
  }
}

function slotsAfter(desk: TicketDesk, wishes: readonly Wish[], fired: Sample): string[] {
  const slots = new Set([...desk.slots].filter(([, s]) => s.event !== fired).map(([id]) => id))
  for (const wish of wishes) {
    if (wish.type === 'cancel') slots.delete(wish.slot)
    if (wish.type === 'post') slots.add(wish.slot)
  }
  return [...slots]
}

function arrowsFor(
  desk: TicketDesk,
  snapshot: AnyMachineSnapshot,
  sample: Sample,
): readonly AnyTransitionDefinition[] {
  const event = { now: desk.now + 60_000, ...sample }
  return desk.flow.machine.getTransitionData(
    snapshot as never,
    event as never,
  ) as unknown as AnyTransitionDefinition[]
}
