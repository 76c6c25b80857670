import { type Book, readBook } from '../book.ts'
import type { Channel } from '../channels/port.ts'
import {
  createPlayedPage,
  createTerminalChannel,
  type Delivery,
  staffPeer,
} from '../channels/terminal/terminal-channel.ts'
import type { Clock } from '../clock/port.ts'
import { type Desk, type DeskParts, type DeskSoFar, openDesk } from '../desk.ts'
import type { Role } from '../domain/person.ts'
import type { StorePlace } from '../open-store.ts'

/** A desk whose people sit at a keyboard, or are played by a program. */
export type TerminalDesk = Desk & {
  /** Makes somebody staff, reachable on the terminal under his id. */
  enrol(who: {
    id: string
    role: Role
    team?: string | undefined
    name?: string | undefined
  }): Promise<void>
}

let book: Book | undefined

/** Opens a desk on a folder; what is said to anybody is handed to `deliver`. */
export async function openTerminalDesk(
  parts: StorePlace & {
    clock: Clock
    deliver(delivery: Delivery): void
    /** As the app's. */
    lookEvery?: number
    /** As the desk's. */
    webhooks?: DeskParts['webhooks']
    /** As the desk's; on standard error where absent. */
    onFault?(where: string, error: unknown): void
    /** Other channels beside the terminal. */
    beside?(desk: DeskSoFar): readonly Channel[]
  },
): Promise<TerminalDesk> {
  book ??= readBook({ now: parts.clock.now() })
  const { organisation } = book.settings
  const desk = await openDesk({
    book,
    folder: parts.folder,
    mongodb: parts.mongodb,
    clock: parts.clock,
    channels: (soFar) => [
      createTerminalChannel(parts.deliver),
      createPlayedPage(parts.deliver),
      ...(parts.beside?.(soFar) ?? []),
    ],
    lookEvery: parts.lookEvery,
    ...(parts.webhooks ? { webhooks: parts.webhooks } : {}),
    onFault: parts.onFault ?? ((where, error) => console.error(`${where}:`, error)),
  })
  return Object.assign(desk, {
    async enrol({ id, role, team, name }: Parameters<TerminalDesk['enrol']>[0]) {
      await desk.roster.enrol({
        id,
        role,
        team: team ?? teamFor(role, organisation.teams[0]!.id, organisation.circles),
        address: { channel: 'terminal', peer: staffPeer(id) },
        ...(name === undefined ? {} : { name }),
      })
    },
  })
}

/** Where somebody sits when nothing is said of it: those who sign in the next circle, managers in the last. */
function teamFor(role: Role, first: string, circles: readonly string[]): string {
  if (role === 'approver' || role === 'supervisor') return circles[0] ?? first
  return role === 'agent' || role === 'handler' ? first : (circles.at(-1) ?? first)
}
