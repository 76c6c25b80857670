import { beforeEach, describe, expect, it } from 'vitest'
import type { Capabilities, Channel, SendOutcome } from '../../../src/channels/port.ts'
import { VirtualClock } from '../../../src/clock/virtual.ts'
import type { Letter } from '../../../src/domain/letter.ts'
import type { OutboundMessage } from '../../../src/domain/message.ts'
import { createStaffCourier, type Place } from '../../../src/outbox/to-staff.ts'
import { listAlerts } from '../../../src/staff/list-alerts.ts'
import { start } from '../../support/small-desk.ts'

const minute = 60_000
const down: SendOutcome = { ok: false, kind: 'offline', reason: 'no line' }
const gone: SendOutcome = { ok: false, kind: 'unreachable', reason: 'the group is gone' }

let clock: VirtualClock
let faults: string[]
let answers: Record<string, SendOutcome>
let read: Record<string, OutboundMessage[]>
let n = 0

beforeEach(() => {
  clock = new VirtualClock(start)
  faults = []
  answers = {}
  read = { web: [], telegram: [], robot: [] }
})

function channel(name: string, capabilities: Partial<Capabilities> = {}): Channel {
  const take = (message: OutboundMessage): SendOutcome => {
    const outcome = answers[name] ?? { ok: true, via: name }
    if (outcome.ok) read[name]!.push(message)
    return outcome
  }
  return {
    name,
    capabilities: { buttons: 'native', pushAfterWindow: 'free', groups: true, ...capabilities },
    start: async () => undefined,
    send: async (_peer, message) => take(message),
    sendToRoom: async (_room, message) => take(message),
    ...(name === 'web'
      ? { readers: { has: () => false, all: () => [], wake: () => undefined } }
      : {}),
    health: () => ({ ok: true }),
    stop: async () => undefined,
  }
}

function courier(...channels: Channel[]) {
  const hand = createStaffCourier({
    channels,
    clock,
    list: (alerts, length) =>
      listAlerts(alerts, { length, say: ({ values }) => `${values?.n}:\n${values?.lines}` }),
    onFault: (_where, error) => faults.push(String(error)),
  })
  const places: Place[] = channels.map(({ name }) => ({ channel: name, peer: 'g', isRoom: true }))
  return (given: Letter) => hand(given, places)
}

function alert(text: string, more: Partial<OutboundMessage> = {}): Letter {
  const from = `ticket:${++n}` as const
  const message = { text, ...more }
  return { id: `${from}@1#0`, from, to: 'team:service', message, dueAt: start, attempts: 0 }
}

const texts = (name: string) => read[name]!.map(({ text }) => text)

describe('an alert for a team', () => {
  it('goes to the desk’s page, and to the first group that takes it', async () => {
    const hand = courier(channel('web'), channel('telegram'), channel('robot'))
    expect(await hand(alert('one'))).toEqual({ done: true })
    expect([texts('web'), texts('telegram'), texts('robot')]).toEqual([['one'], ['one'], []])
  })

  it('goes to the next group where one is gone or away, and whoever runs the desk learns why', async () => {
    const hand = courier(channel('web'), channel('telegram'), channel('robot'))
    answers.telegram = gone
    expect(await hand(alert('one'))).toEqual({ done: true })
    expect(texts('robot')).toEqual(['one'])
    expect(faults).toEqual(['unreachable: the group is gone'])
  })

  it('is tried again where none takes it now, and the page shows it once', async () => {
    const hand = courier(channel('web'), channel('telegram'))
    answers.telegram = down
    const letter = alert('one')
    expect(await hand(letter)).toMatchObject({ done: false, next: 'again', kind: 'offline' })
    delete answers.telegram
    expect(await hand(letter)).toEqual({ done: true })
    expect([texts('web'), texts('telegram')]).toEqual([['one'], ['one']])
  })

  it('is given up, not swallowed, where every group is gone', async () => {
    const hand = courier(channel('web'), channel('telegram'))
    answers.telegram = gone
    expect(await hand(alert('one'))).toMatchObject({ done: false, next: 'park' })
  })

  it('waits for a group that asks for patience, and goes nowhere else', async () => {
    const hand = courier(channel('telegram'), channel('robot'))
    answers.telegram = { ok: false, kind: 'rate', retryAfter: 7_000, reason: '429' }
    expect(await hand(alert('one'))).toMatchObject({ next: 'again', retryAfter: 7_000 })
    expect(texts('robot')).toEqual([])
  })

  it('goes on where that is a grave one', async () => {
    const hand = courier(channel('telegram'), channel('robot'))
    answers.telegram = { ok: false, kind: 'rate', retryAfter: 7_000, reason: '429' }
    expect(await hand(alert('gas', { grave: true }))).toEqual({ done: true })
    expect(texts('robot')).toEqual(['gas'])
    answers.robot = answers.telegram
    expect(await hand(alert('gas', { grave: true }))).toMatchObject({ next: 'again', kind: 'rate' })
  })

  it('has nowhere to go where no channel of its rooms runs', async () => {
    expect(await courier()(alert('one'))).toMatchObject({ next: 'park', kind: 'no address' })
  })
})

describe('more alerts than a group bears', () => {
  const pace = { roomPace: { messages: 20, within: minute } }

  /** Hands every letter over, and again when each was told to come back, until all are done. */
  async function handAll(hand: (letter: Letter) => Promise<unknown>, letters: readonly Letter[]) {
    let waiting = [...letters]
    for (let round = 0; waiting.length && round < 20; round++) {
      const results: { letter: Letter; retryAfter: number }[] = []
      for (const letter of waiting) {
        const result = (await hand(letter)) as { done: boolean; retryAfter?: number }
        if (!result.done) results.push({ letter, retryAfter: result.retryAfter! })
      }
      waiting = results.map(({ letter }) => letter)
      if (results.length) {
        clock.moveTo(clock.now() + Math.min(...results.map(({ retryAfter }) => retryAfter)))
      }
    }
    return waiting
  }

  it('are put together, each told once, and never more messages than allowed', async () => {
    const hand = courier(channel('robot', pace))
    const letters = Array.from({ length: 200 }, (_, i) => alert(`alert ${i}.`))
    expect(await handAll(hand, letters)).toEqual([])
    const told = texts('robot')
    expect(told.length).toBeLessThanOrEqual(20)
    expect(told.slice(0, 12)).toEqual(letters.slice(0, 12).map((_, i) => `alert ${i}.`))
    for (let i = 0; i < 200; i++) {
      expect(told.filter((text) => text.includes(`alert ${i}.`))).toHaveLength(1)
    }
  })

  it('do not hold a grave one up', async () => {
    const hand = courier(channel('robot', pace))
    const letters = Array.from({ length: 60 }, (_, i) => alert(`alert ${i}.`))
    for (const letter of letters) await hand(letter)
    expect(await hand(alert('gas', { grave: true }))).toEqual({ done: true })
    expect(texts('robot').at(-1)).toBe('gas')
  })

  it('wait with the rest where a list holds no more', async () => {
    const hand = courier(channel('robot', { ...pace, textLength: 200 }))
    const letters = Array.from({ length: 40 }, (_, i) => alert(`alert ${i} ${'x'.repeat(70)}`))
    expect(await handAll(hand, letters)).toEqual([])
    const told = texts('robot')
    expect(told.every((text) => text.length <= 200)).toBe(true)
    for (let i = 0; i < 40; i++) {
      expect(told.filter((text) => text.includes(`alert ${i} `))).toHaveLength(1)
    }
  })

  it('leave a person alone with the bot out of it', async () => {
    const one = channel('robot', pace)
    const hand = createStaffCourier({
      channels: [one],
      clock,
      list: (alerts) => ({ alerts, message: { text: 'a list' } }),
      onFault: () => undefined,
    })
    for (let i = 0; i < 30; i++) {
      const place = { channel: 'robot', peer: 'wang', isRoom: false }
      expect(await hand(alert(`alert ${i}`), [place])).toEqual({ done: true })
    }
  })
})
