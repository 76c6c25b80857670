import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBook } from '../../../src/book.ts'
import type { SendOutcome } from '../../../src/channels/port.ts'
import { createTerminalChannel } from '../../../src/channels/terminal/terminal-channel.ts'
import { VirtualClock } from '../../../src/clock/virtual.ts'
import { type Desk, openDesk } from '../../../src/desk.ts'

const start = Date.parse('2026-11-23T10:00:00+08:00')
const minute = 60_000
const gone = { ok: false, kind: 'unreachable', reason: 'blocked' } as const
const book = readBook({ now: start })

describe('an answer that does not reach the customer', () => {
  let folder: string
  let desk: Desk
  let clock: VirtualClock
  let rooms: string[]
  let outcome: SendOutcome
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-unreached-'))
    clock = new VirtualClock(start)
    rooms = []
    const channel = createTerminalChannel(({ to, message }) => rooms.push(`${to} ${message.text}`))
    desk = await openDesk({
      book,
      folder,
      clock,
      channels: () => [{ ...channel, send: () => Promise.resolve(outcome) }],
      onFault: () => undefined,
    })
    await desk.app.start()
  })
  afterEach(async () => {
    await desk.close()
    await rm(folder, { recursive: true })
  })

  async function complains(text: string, answered: SendOutcome): Promise<void> {
    outcome = answered
    const at = clock.now()
    await desk.app.receive({ key: `k${at}`, channel: 'terminal', peer: 'li', at, text })
    await desk.app.passTime(clock, at + minute)
  }
  const calls = () => rooms.filter((line) => line.startsWith('team:service 【请接】'))

  it.each<[string, SendOutcome, number]>([
    ['the platform is down', { ok: false, kind: 'offline', reason: 'no connection' }, 3],
    ['it asks for patience', { ok: false, kind: 'rate', reason: 'slow', retryAfter: 600_000 }, 1],
    ['he has left it', gone, 1],
  ])('calls a person within three minutes, once, where %s', async (_why, answered, within) => {
    await complains('快递丢了', answered)
    await desk.app.passTime(clock, start + within * minute)
    expect(calls()).toHaveLength(1)
    expect(calls()[0]).toMatch(/没能送到/)
    await desk.app.passTime(clock, start + 8 * minute)
    expect(calls()).toHaveLength(1)
  })

  it('tells staff in their words why, and what is done instead', async () => {
    await complains('快递丢了', { ...gone, kind: 'quota', instead: 'waits' })
    expect(calls()[0]).toMatch(/未送达（终端）：平台允许的条数已用完；客户下次来消息时自动送上。$/)
    expect(await desk.store.parked(10)).toEqual([])

    await complains('人呢', gone)
    expect(rooms.find((line) => line.includes('没有送达'))).toMatch(
      /客户已收不到这里的消息.*（blocked）/,
    )
  })

  it('leaves alone who knows that answers come with his own messages', async () => {
    await complains('快递丢了', { ...gone, kind: 'capability', instead: 'waits' })
    expect(calls()).toEqual([])
  })
})
