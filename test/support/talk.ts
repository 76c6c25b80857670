import { type AnyMachineSnapshot, initialTransition, transition } from 'xstate'
import { createConversation } from '../../flows/conversation/chart.ts'
import type { Context, Rules } from '../../flows/conversation/context.ts'
import type { ToConversation } from '../../src/domain/conversation-events.ts'
import { type Choice, type Effect, unseenAlert } from '../../src/domain/effect.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { spell } from './chart-arrows.ts'
import { effectsOf, keep, postedOf, revive } from './paths.ts'
import { talkRules } from './talk-rules.ts'
import { understood } from './understood.ts'

const start = Date.UTC(2026, 10, 23, 2)

/** What one event brought: where the talk is, the keys that were said, and everything else that was asked for. */
export type Answer = {
  place: string
  said: readonly string[]
  choices: readonly string[]
  told: readonly { actor: string; event: { type: string } & Record<string, unknown> }[]
  alerts: readonly (Effect & { type: 'alert' })[]
  effects: readonly Effect[]
}

/**
 * A talk with the conversation's chart, by hand: each step goes through JSON, timers are fired by name. The introduction
 * of the first answer is behind it unless `introduced` is false.
 */
export function talk(
  rules: Rules = talkRules(),
  { introduced = true, at = start, channel = 'web' } = {},
) {
  const flow = createConversation(rules)
  const input = {
    ...flow.restart(undefined),
    actor: `conversation:${channel}/li`,
    now: at,
    introduced,
  }
  const [first] = initialTransition(flow.machine, input)
  let json = keep(first as AnyMachineSnapshot)
  let now = at
  const timers = new Map<string, { at: number; event: { type: string } }>()

  function send(event: ToConversation | { type: string }): Answer {
    now += 1_000
    const before = revive(flow.machine, json)
    const [after, actions] = transition(flow.machine, before as never, { ...event, now } as never)
    json = keep(after as AnyMachineSnapshot)
    for (const action of actions as unknown as {
      type: string
      params: { sendId: string }
    }[]) {
      if (action.type === 'xstate.cancel') timers.delete(action.params.sendId)
    }
    for (const effect of effectsOf(actions)) {
      const ifUnseen = effect.type === 'alert' ? effect.ifUnseen : undefined
      if (ifUnseen) timers.set(unseenAlert, ifUnseen)
    }
    for (const { slot, delay, event } of postedOf(actions)) {
      timers.set(slot, { at: now + delay, event })
    }
    return answerOf(after as AnyMachineSnapshot, effectsOf(actions))
  }

  return {
    flow,
    arrives: (text: string, u: Understanding) =>
      send({ type: 'customer.arrived', text, understood: u }),
    says: (text: string, u: Understanding = understood(), files: readonly FileRef[] = []) =>
      send({ type: 'customer.said', text, understood: u, files }),
    presses: (button: string) => send({ type: 'customer.pressed', button }),
    hears: (event: ToConversation) => send(event),
    /** Fires the timer of that name, as the customer's or a colleague's silence would. */
    silence(slot: 'patience' | 'colleague' | 'unheard' | typeof unseenAlert): Answer {
      const timer = timers.get(slot)
      if (!timer) throw new Error(`no timer "${slot}" is running`)
      timers.delete(slot)
      now = timer.at
      return send(timer.event)
    },
    waits: () => [...timers.keys()],
    context: () => revive(flow.machine, json).context as Context,
    snapshot: () => revive(flow.machine, json),
  }
}

export type Talking = ReturnType<typeof talk>

export function photo(id: string): FileRef {
  return { id, name: `${id}.jpg`, type: 'image/jpeg', size: 1_000 }
}

function answerOf(snapshot: AnyMachineSnapshot, effects: readonly Effect[]): Answer {
  const says = effects.filter((effect) => effect.type === 'say')
  return {
    place: spell(snapshot.value),
    said: says.flatMap(({ texts }) => texts.map(({ key }) => key.replace('conversation.', ''))),
    choices: says.flatMap(({ choices = [] }: { choices?: readonly Choice[] }) =>
      choices.map(({ id }) => id),
    ),
    told: effects
      .filter((effect) => effect.type === 'tell')
      .map(({ actor, event }) => ({ actor, event: event as never })),
    alerts: effects.filter((effect) => effect.type === 'alert'),
    effects,
  }
}
