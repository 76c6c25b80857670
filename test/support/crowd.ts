import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBook } from '../../src/book.ts'
import { createTerminalChannel, staffPeer } from '../../src/channels/terminal/terminal-channel.ts'
import { allLines } from '../../src/chat/transcript.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { openDesk } from '../../src/desk.ts'
import { type ActorId, conversationOf } from '../../src/domain/actor.ts'
import type { Role } from '../../src/domain/person.ts'
import type { FoundTicket } from '../../src/store/port.ts'

/** A Monday morning in Shanghai. */
const start = Date.parse('2026-11-23T09:30:00+08:00')
const book = readBook({ now: start })

export const customers = ['li', 'amy', 'chen'] as const
export const colleagues: readonly { id: string; role: Role; team: string }[] = [
  { id: 'wang', role: 'agent', team: 'service' },
  { id: 'zhao', role: 'handler', team: 'quality' },
  { id: 'qian', role: 'supervisor', team: 'supervisors' },
  { id: 'sun', role: 'manager', team: 'management' },
]

export type Heard = { to: string; text: string; buttons: readonly string[] }
type Spoken = { who: string; text?: string; press?: string; room?: string }

/** A whole desk in a folder of its own (in memory where the machine has such a disk), driven by whoever plays its people. */
export async function crowd() {
  const disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folder = await mkdtemp(join(disk, 'redress-crowd-'))
  const clock = new VirtualClock(start)
  const heard: Heard[] = []
  const faults: string[] = []
  const accepted: { who: string; key: string }[] = []
  const open = async () => {
    const desk = await openDesk({
      book,
      folder,
      clock,
      channels: () => [
        createTerminalChannel(({ to, message }) =>
          heard.push({
            to,
            text: message.text,
            buttons: message.buttons?.map(({ id }) => id) ?? [],
          }),
        ),
      ],
      onFault: (where, error) => faults.push(`${where}: ${error}`),
    })
    await desk.app.start()
    return desk
  }
  let desk = await open()
  for (const { id, role, team } of colleagues) {
    await desk.roster.enrol({
      id,
      role,
      team,
      address: { channel: 'terminal', peer: staffPeer(id) },
    })
  }

  async function tickets(): Promise<readonly FoundTicket[]> {
    const { tickets: found } = await desk.store.tickets({}, { limit: 200 })
    return found
  }

  return {
    clock,
    heard,
    faults,
    tickets,
    async speak({ who, ...words }: Spoken) {
      const key = `${clock.now()}-${accepted.length}`
      const isCustomer = (customers as readonly string[]).includes(who)
      accepted.push({ who, key })
      const peer = isCustomer ? who : staffPeer(who)
      await desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), ...words })
      await desk.app.settled()
    },
    pass: (ms: number) => desk.app.passTime(clock, clock.now() + ms),
    async restart() {
      await desk.close()
      desk = await open()
      await desk.app.settled()
    },
    /** What an actor keeps between two events. */
    async record(actor: ActorId) {
      return (await desk.store.load(actor))?.record
    },
    lines: (who: string) =>
      allLines(desk.store, conversationOf(`customer:terminal/${who}`) as ActorId),
    parked: () => desk.store.parked(10),
    keysOf: (who: string) => accepted.filter((one) => one.who === who).map(({ key }) => key),
    async [Symbol.asyncDispose]() {
      await desk.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type Crowd = Awaited<ReturnType<typeof crowd>>
