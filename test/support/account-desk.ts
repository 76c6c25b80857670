import type { Channel } from '../../src/channels/port.ts'
import { staffPeer } from '../../src/channels/terminal/terminal-channel.ts'
import { openTerminalDesk } from '../../src/chat/terminal-desk.ts'
import type { Clock } from '../../src/clock/port.ts'
import type { VirtualClock } from '../../src/clock/virtual.ts'
import type { DeskSoFar } from '../../src/desk.ts'
import type { Person, Role } from '../../src/domain/person.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Locale, Wording } from '../../src/domain/wording.ts'
import type { Store } from '../../src/store/port.ts'
import { tempFolder } from './store-folder.ts'

/** What a channel is made of. */
export type ChannelMakings = {
  store: Store
  clock: Clock
  policy: Policy
  locale: Locale
  say(wording: Wording, locale: Locale): string
  onProblem(problem: unknown): void
}

/** The whole desk with its staff at the terminal and its customers on another channel, on a clock that is pushed. */
export type AccountDesk = AsyncDisposable & {
  clock: VirtualClock
  /** What went wrong, anywhere. */
  faults: unknown[]
  /** What the terminals of staff have shown. */
  lines: string[]
  pass(ms: number): Promise<void>
  enrol(id: Person['id'], role: Role, team: string): Promise<void>
  /** Somebody on the staff writes, and ten seconds pass. */
  staff(id: string, text: string): Promise<void>
}

/** Of a desk that is being opened. */
export function makingsOf(
  { store, book }: DeskSoFar,
  { clock, faults }: { clock: Clock; faults: unknown[] },
): ChannelMakings {
  const { policy, organisation } = book.settings
  return {
    store,
    clock,
    policy,
    locale: organisation.locale,
    say: (wording, locale) => book.speaker.speak(wording, locale),
    onProblem: (problem) => faults.push(problem),
  }
}

export async function accountDesk(
  clock: VirtualClock,
  make: (makings: ChannelMakings) => Channel,
): Promise<AccountDesk> {
  const folder = await tempFolder()
  const faults: unknown[] = []
  const lines: string[] = []
  const desk = await openTerminalDesk({
    folder: folder.path,
    clock,
    onFault: (where, error) => faults.push([where, error]),
    deliver: ({ message }) => void lines.push(message.text),
    beside: (soFar) => [make(makingsOf(soFar, { clock, faults }))],
  })
  await desk.app.start()
  let ids = 0
  const pass = (ms: number) => desk.app.passTime(clock, clock.now() + ms)
  return {
    clock,
    faults,
    lines,
    pass,
    enrol: (id, role, team) => desk.enrol({ id, role, team, name: id }),
    async staff(id, text) {
      const peer = staffPeer(id)
      const key = `s${++ids}`
      await desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), text })
      await pass(10_000)
    },
    async [Symbol.asyncDispose]() {
      await desk.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
