import { assign, cancel, emit, raise, setup } from 'xstate'
import type { Effect } from '../../src/domain/effect.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Flow } from '../../src/engine/flow.ts'
import type { StepTools } from '../../src/engine/stimulus.ts'

type ToyEvent = { now: number; type: string; text?: string; button?: string }

/**
 * A small conversation that greets, hears a story, asks one question with buttons, and reminds after an hour. `boom`
 * breaks it, `bribe` makes it offer something nobody approved.
 */
export function toyFlow(version = 1): Flow {
  const machine = setup({
    types: {
      context: {} as { heard: string[]; reminded: number; kept?: string[] },
      events: {} as ToyEvent,
      emitted: {} as Effect,
      input: {} as { kept?: string[] },
    },
    actions: {
      hear: assign({
        heard: ({ context, event }) => [...context.heard, event.text ?? event.button ?? ''],
      }),
      boom: () => {
        throw new Error('the chart is broken')
      },
    },
    guards: {
      isBoom: ({ event }) => event.text === 'boom',
      isBribe: ({ event }) => event.text === 'bribe',
      isOpen: ({ event }) => event.text === 'open',
    },
  }).createMachine({
    id: 'toy',
    context: ({ input }) => ({ heard: input.kept ?? [], reminded: 0 }),
    initial: 'listening',
    on: {
      'customer.arrived': { actions: emit(say('toy.hello')) },
      'customer.pressed': [
        {
          guard: ({ event }) => event.button === 'boom',
          actions: emit({ type: 'explode' } as unknown as Effect),
        },
        { actions: ['hear', emit(say('toy.pressed'))] },
      ],
      'ticket.opened': { actions: emit(say('toy.opened')) },
      forget: { actions: cancel('reminder') },
    },
    states: {
      listening: {
        on: {
          'customer.said': [
            { guard: 'isBoom', actions: emit({ type: 'explode' } as unknown as Effect) },
            { guard: 'isBribe', actions: emit(say('toy.offers.money')) },
            {
              guard: 'isOpen',
              actions: emit({ type: 'open', complaint: {} } as unknown as Effect),
            },
            { target: 'asking', actions: 'hear' },
          ],
        },
      },
      asking: {
        entry: [
          emit({
            type: 'say',
            texts: [{ key: 'toy.ask' }],
            choices: [
              { id: 'a', label: 'Apples' },
              { id: 'b', label: { key: 'toy.pears' } },
            ],
          }),
          raise({ type: 'remind', now: 0 }, { id: 'reminder', delay: 3_600_000 }),
        ],
        on: {
          'customer.said': { actions: ['hear', emit(say('toy.thanks'))] },
          remind: {
            actions: [
              assign({ reminded: ({ context }) => context.reminded + 1 }),
              emit(say('toy.remind')),
              raise({ type: 'remind', now: 0 }, { id: 'reminder', delay: 3_600_000 }),
            ],
          },
        },
      },
    },
  })
  return {
    name: 'conversation',
    version,
    machine,
    restart: (old) => {
      const heard = (old as { context?: { heard?: string[] } } | undefined)?.context?.heard
      return heard ? { kept: heard } : {}
    },
    hears: (snapshot) => (snapshot.value === 'listening' ? 'story' : 'answer'),
  }
}

function say(key: string): Effect {
  return { type: 'say', texts: [{ key }] }
}

/** Texts are their keys, with the alternative that was taken; words are understood as they stand. */
export const toyTools: StepTools = {
  speaker: { speak: ({ key }, _locale, variant) => (variant ? `${key}/${variant}` : key) },
  staffLocale: () => 'en',
  deskLocale: 'en',
  understand: (text) => understood({ ...(text === 'yes' ? { yes: true } : {}) }),
  burst: { story: 6_000, storyAtMost: 20_000, answer: 1_500 },
  textLength: 100,
}

export function understood(parts: Partial<Understanding>): Understanding {
  return {
    intents: [],
    grievance: false,
    mood: 'calm',
    hurt: false,
    facts: {},
    contact: {},
    ...parts,
  }
}
