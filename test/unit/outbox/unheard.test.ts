import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBook } from '../../../src/book.ts'
import type { SendOutcome } from '../../../src/channels/port.ts'
import { createTerminalChannel } from '../../../src/channels/terminal/terminal-channel.ts'
import { VirtualClock } from '../../../src/clock/virtual.ts'
import { type Desk, openDesk } from '../../../src/desk.ts'
import type { StaffAddress, TeamAddress } from '../../../src/domain/actor.ts'
import type { OutboundMessage } from '../../../src/domain/message.ts'

const start = Date.parse('2026-11-23T10:00:00+08:00')
const minute = 60_000
const gone = { ok: false, kind: 'unreachable', reason: 'WeCom 93000' } as const
const down = { ok: false, kind: 'offline', reason: 'no connection' } as const
const book = readBook({ now: start })

describe('an alert that no place of a team takes', () => {
  let folder: string
  let desk: Desk
  let clock: VirtualClock
  let heard: { room: string; message: OutboundMessage }[]
  let faults: string[]
  let outcomes: Record<string, SendOutcome>
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-unheard-'))
    clock = new VirtualClock(start)
    heard = []
    faults = []
    outcomes = {}
    const channel = createTerminalChannel(() => undefined)
    desk = await openDesk({
      book,
      folder,
      clock,
      channels: () => [
        {
          ...channel,
          async sendToRoom(room, message) {
            const outcome = outcomes[room] ?? { ok: true, via: 'test' }
            if (outcome.ok) heard.push({ room, message })
            return outcome
          },
        },
      ],
      onFault: (where, error) => faults.push(`${where} ${error}`),
    })
    await desk.app.start()
  })
  afterEach(async () => {
    await desk.close()
    await rm(folder, { recursive: true })
  })

  async function alert(
    message: Partial<OutboundMessage> = {},
    to: TeamAddress | StaffAddress = 'team:service',
  ) {
    const whole = { text: 'CP-1 燃气泄漏', ...message }
    await desk.app.loop.post([{ to, dueAt: clock.now(), message: whole }])
    await desk.app.settled()
  }
  const rooms = () => heard.map(({ room }) => room)

  it('goes to the next circle, who is to call them, with what can be done about it', async () => {
    outcomes.service = gone
    const buttons = [{ id: '/take CP-1', label: '我来接单' }]
    await alert({ buttons, news: 'x' })
    expect(heard).toEqual([
      {
        room: 'supervisors',
        message: {
          text: '【请打电话转告】客服组收不到下面的通知（群或私聊已收不到机器人的消息（WeCom 93000）），请直接联系他们：\nCP-1 燃气泄漏',
          buttons,
        },
      },
    ])
    expect(await desk.store.parked(10)).toHaveLength(1)
  })

  it('climbs until a circle takes it; where none does, whoever runs the desk learns of it', async () => {
    outcomes = { service: gone, supervisors: gone }
    await alert()
    expect(rooms()).toEqual(['management'])
    outcomes.management = gone
    await alert()
    expect(rooms()).toEqual(['management'])
    expect(faults).toEqual([expect.stringMatching(/nobody could be told/)])
  })

  it('is told to others when its places have been away for two minutes, a grave one at once, each once', async () => {
    outcomes.service = down
    await alert({ grave: true, text: 'CP-2 有人受伤' })
    await alert()
    expect(heard.map(({ message }) => message.text)).toEqual([
      expect.stringMatching(/平台连不上[\s\S]*CP-2/),
    ])
    await desk.app.passTime(clock, start + 10 * minute)
    expect(rooms()).toEqual(['supervisors', 'supervisors'])
    expect(heard[1]!.message.text).toMatch(/CP-1/)
  })

  it('was for one person alone: the others hear that he has not got it, and not what', async () => {
    await alert({ text: 'CP-1 电话 13812345678' }, 'staff:nobody')
    expect(rooms()).toEqual(['supervisors'])
    expect(heard[0]!.message.text).toMatch(/没有送达/)
    expect(heard[0]!.message.text).not.toMatch(/138/)
  })

  it('does not go where somebody sits whom it is about', async () => {
    await desk.roster.enrol({ id: 'zhao', name: '赵大海', role: 'supervisor', team: 'supervisors' })
    await desk.roster.enrol({ id: 'sun', name: '孙经理', role: 'manager', team: 'management' })
    outcomes.service = gone
    await alert({ text: '客户投诉赵大海态度恶劣' })
    expect(rooms()).toEqual(['management'])
  })
})
