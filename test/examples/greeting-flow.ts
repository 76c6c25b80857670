import { emit, setup } from 'xstate'
import type { Effect } from '../../src/domain/effect.ts'

export function createGreeting() {
  const machine = setup({
    types: { events: {} as { now: number; type: 'customer.said' }, emitted: {} as Effect },
  }).createMachine({
    on: { 'customer.said': { actions: emit({ type: 'say', texts: [{ key: 'greeting.hello' }] }) } },
  })
  return { name: 'conversation', version: 1, machine, restart: () => ({}) }
}
