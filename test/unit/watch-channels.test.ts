import { expect, it } from 'vitest'
import type { Channel } from '../../src/channels/port.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type CutOff, watchChannels } from '../../src/watch-channels.ts'

const minute = 60_000

function open() {
  const clock = new VirtualClock(0)
  let health: ReturnType<Channel['health']> = { ok: true }
  const told: (Omit<CutOff, 'channel'> & { name: string })[] = []
  const channel = { name: 'wechaty', capabilities: {}, health: () => health }
  const end = watchChannels({
    channels: [channel as never],
    clock,
    after: 2 * minute,
    tell: ({ channel: { name }, ...rest }: CutOff) => told.push({ name, ...rest }),
  })
  const pass = (ms: number) => {
    for (const to = clock.now() + ms; clock.now() < to; ) clock.moveTo(clock.now() + 10_000)
  }
  const be = (now: typeof health) => {
    health = now
  }
  return { told, pass, end, be }
}

it('a channel that is cut off for long is told of once, and once more when it works again', () => {
  const { told, pass, be } = open()
  pass(10 * minute)
  const why = { key: 'channels.wechaty.state.out' }
  be({ ok: false, reason: 'logged out', told: why })
  pass(30 * minute)
  expect(told).toEqual([{ name: 'wechaty', since: 10.5 * minute, why }])
  be({ ok: true })
  pass(10 * minute)
  expect(told.slice(1)).toEqual([{ name: 'wechaty', since: 10.5 * minute }])
})

it('a short break is nobody’s business, and nobody is told after the end', () => {
  const { told, pass, be, end } = open()
  be({ ok: false })
  pass(minute)
  be({ ok: true })
  pass(10 * minute)
  be({ ok: false })
  end()
  pass(10 * minute)
  expect(told).toEqual([])
})

it('a reason in words of whoever runs the desk stays with him', () => {
  const { told, pass, be } = open()
  be({ ok: false, reason: 'Telegram answers 502' })
  pass(10 * minute)
  expect(told).toMatchObject([{ why: { key: 'desk.channel-away.unnamed' } }])
  expect(JSON.stringify(told)).not.toContain('502')
})
