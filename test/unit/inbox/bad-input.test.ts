import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../../src/channels/terminal/terminal-channel.ts'
import { openTerminalDesk, type TerminalDesk } from '../../../src/chat/terminal-desk.ts'
import { VirtualClock } from '../../../src/clock/virtual.ts'

const start = Date.parse('2026-11-23T10:00:00+08:00')

describe('what people may send', () => {
  let folder: string
  let desk: TerminalDesk
  let clock: VirtualClock
  let heard: Delivery[]
  let keys = 0
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-input-'))
    clock = new VirtualClock(start)
    heard = []
    desk = await openTerminalDesk({ folder, clock, deliver: (delivery) => heard.push(delivery) })
    await desk.app.start()
  })
  afterEach(async () => {
    await desk.close()
    await rm(folder, { recursive: true })
  })

  const says = (peer: string, text: string) =>
    desk.app.receive({ key: `k${++keys}`, channel: 'terminal', peer, at: clock.now(), text })
  const told = (peer: string) => heard.filter(({ to }) => to === `customer:${peer}`)
  const linesOf = (peer: string) => desk.store.lines(`conversation:terminal/${peer}`, 0, 20_000)

  it('keeps ten thousand messages a minute of one sender, answers with one notice, and serves others', async () => {
    const receipts = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => says('li', `第${n}句话`)),
    )
    await says('bo', '你好')
    await desk.app.settled()
    const limit = desk.settings.policy.limits.messagesPerMinute.value
    expect(receipts.filter((receipt) => receipt === 'limited')).toHaveLength(10_000 - limit)
    const lines = await linesOf('li')
    expect(lines.filter(({ by }) => by === 'customer')).toHaveLength(10_000)
    const notices = told('li').map(({ message }) => message.text)
    expect(notices.length).toBeLessThan(5)
    expect(new Set(notices).size).toBe(notices.length)
    expect(told('bo')).toHaveLength(1)
  }, 120_000)

  it('answers a text of a million characters, and keeps the whole of it', async () => {
    const long = '坏'.repeat(1_000_000)
    await says('li', `电饭锅${long}`)
    await desk.app.passTime(clock, clock.now() + 10_000)
    expect(told('li').length).toBeGreaterThan(0)
    expect((await linesOf('li'))[0]!.text).toHaveLength(1_000_003)
    const stored = await desk.store.load('conversation:terminal/li')
    expect(JSON.stringify(stored!.record).length).toBeLessThan(64 * 1024)
  })

  it.each([
    ['emoji alone', '😡😡😡🔥'],
    ['right-to-left text with overrides', '\u202eمرحبا\u202c شكوى'],
    ['control characters', '坏\u0000\u0007了\u001b[31m'],
    ['half of a surrogate pair', 'broken \ud83d'],
    ['nothing but spaces', '   \n  '],
    ['a script', '<script>alert(1)</script>'],
  ])('takes %s without falling over', async (_what, text) => {
    expect(await says('li', text)).toBe('accepted')
    await desk.app.passTime(clock, clock.now() + 10_000)
    expect(told('li').length).toBeGreaterThan(0)
    expect(await desk.store.parked(10)).toEqual([])
    expect(await says('li', '我要投诉')).toBe('accepted')
  })
})
