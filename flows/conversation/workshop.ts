import { setup } from 'xstate'
import type { Effect } from '../../src/domain/effect.ts'
import { interviewPlaces } from './arrows.ts'
import type { Context, Input, Rules } from './context.ts'
import { guardsOf } from './guards.ts'
import { askNext } from './intake.ts'
import type { Heard, Meaning } from './meaning.ts'
import { perform } from './perform.ts'
import type { ChartEvent, Talk, Turn } from './turn.ts'

/** What the chart's states are made with: turns as actions, meanings as guards, arrows by where they lead. */
export function workshop(rules: Rules) {
  const chart = setup({
    types: {
      context: {} as Context,
      events: {} as ChartEvent,
      emitted: {} as Effect,
      input: {} as Input,
    },
    guards: guardsOf(rules),
  })

  /** One turn as an action: its answer changes the context, speaks, and sets the timers. */
  const does = <E extends ChartEvent = Heard>(turn: (talk: Talk<E>) => Turn) =>
    chart.enqueueActions(({ context, event, enqueue }) =>
      perform(enqueue as never, turn as (talk: Talk) => Turn, { context, event, rules }),
    )
  const means = (...any: Meaning[]) => ({ type: 'means', params: { any } }) as const
  const goesOn = <E extends ChartEvent = Heard>(turn: (talk: Talk<E>) => Turn) =>
    ({ target: '#going on', actions: does(turn) }) as const
  const stays = <E extends ChartEvent = Heard>(turn: (talk: Talk<E>) => Turn) =>
    ({ actions: does(turn) }) as const

  /** After the turn, words are heard where the talk then stands: those of the event, or what `words` makes of it. */
  const hearAgain = <E extends ChartEvent = Heard>(
    turn: (talk: Talk<E>) => Turn,
    words: (talk: Talk<E>) => object = ({ event }) => event,
  ) =>
    ({
      target: '#going on',
      actions: chart.enqueueActions(({ context, event, enqueue }) => {
        const talk = { context, event, rules } as unknown as Talk<E>
        const said = { ...words(talk), type: 'customer.said', now: event.now }
        perform(enqueue as never, turn as (talk: Talk) => Turn, talk as Talk)
        enqueue.raise(said as never)
      }),
    }) as const

  /** An arrow to each question that may come next, and to the ticket where none does. */
  const interview = (when: readonly Meaning[]) =>
    interviewPlaces.map(
      ([place, target]) =>
        ({
          guard: { type: 'leads to', params: { place, when } },
          target,
          actions: does(askNext),
        }) as const,
    )

  return { chart, does, means, goesOn, stays, hearAgain, interview }
}

export type Workshop = ReturnType<typeof workshop>
