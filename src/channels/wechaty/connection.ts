import { spanMs } from '../../domain/span.ts'
import { createAlone } from '../alone.ts'
import { pause } from '../pause.ts'
import { channelName, type WechatySettings } from './account.ts'
import { type Library, type Message, openLibrary } from './library.ts'
import { type Line, openLine } from './line.ts'

/** How it stands, as keys of `channels.wechaty.state`; `in` is well, and so is what another process has in hand. */
export type Standing = 'starting' | 'in' | 'scan' | 'out' | 'silent' | 'elsewhere' | 'broken'

/** The account, kept connected: whoever needs it gets the connection of the moment. */
export type Connection = {
  start(): void
  /** The connection while the account is logged in. */
  line(): Line | undefined
  library(): Library | undefined
  standing(): Standing
  /** What has to be scanned so that the account is ours. */
  code(): string | undefined
  stop(): Promise<void>
}

type ConnectionParts = Pick<
  WechatySettings,
  'account' | 'clock' | 'store' | 'policy' | 'load' | 'onProblem'
> & { hear(message: Message, me: string): void }

/** Where another process has the account: when to look again, in ms. */
const lookAgain = 10_000
/** Connected, but neither logged in nor asked to scan: after so many asks it is begun anew. */
const idleAsks = 8

/** Starts the connection, looks for signs of life, and makes it anew where none come; one process of the desk for all. */
export function createConnection(parts: ConnectionParts): Connection {
  const { clock, store, onProblem } = parts
  const ask = spanMs(parts.policy.wechaty.ask.within)
  const silentAfter = Math.ceil(spanMs(parts.policy.wechaty.silent.within) / ask)
  const firstRestart = spanMs(parts.policy.wechaty.firstRestart.within)
  const longestRestart = spanMs(parts.policy.wechaty.longestRestart.within)
  const stopping = new AbortController()
  const alone = createAlone({ store, clock, onProblem })
  let library: Library | undefined
  let line: Line | undefined
  let idle: Standing = 'starting'
  let running: Promise<void> = Promise.resolve()
  let told = ''

  /** The same trouble is told once; of its words only a code, for the rest may name people or hold secrets. */
  const tell = (error: unknown) => {
    const words = `wechaty: ${codeOf(error)}`
    if (words !== told) onProblem?.(words)
    told = words
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const isMine = await alone(channelName, (lost) =>
          live(AbortSignal.any([lost, stopping.signal])),
        )
        if (isMine) continue
        idle = 'elsewhere'
        await pause(clock, lookAgain, stopping.signal)
      } catch (error) {
        idle = 'broken'
        tell(error)
        await pause(clock, firstRestart, stopping.signal)
      }
    }
  }

  /** One connection after another, with longer pauses while none of them comes to life. */
  async function live(signal: AbortSignal): Promise<void> {
    idle = 'starting'
    library ??= await openLibrary(parts.account, parts.load)
    for (let failed = 0; !signal.aborted; failed++) {
      line = openLine({ clock, library, hear: parts.hear, onProblem: tell })
      if (await watch(line, signal)) failed = 0
      const over = line
      line = undefined
      if (!signal.aborted) idle = 'silent'
      await over.close()
      if (signal.aborted) return
      onProblem?.('wechaty: no sign of life, the connection is made anew')
      await pause(clock, Math.min(longestRestart, firstRestart * 2 ** Math.min(failed, 10)), signal)
    }
  }

  /** Resolves when the connection is dead, or is not wanted any more: whether it was logged in at any time. */
  async function watch(on: Line, signal: AbortSignal): Promise<boolean> {
    let wasIn = false
    for (let waits = 0; ; ) {
      on.ask()
      await pause(clock, ask, signal)
      const { is } = on.state()
      if (is === 'in') {
        wasIn = true
        told = ''
      }
      waits = is === 'in' || is === 'scan' ? 0 : waits + 1
      const isDead = on.unanswered() >= silentAfter || waits >= idleAsks
      if (signal.aborted || isDead) return wasIn
    }
  }

  const standing = (): Standing => {
    if (!line) return idle
    // One ask may still be on its way.
    return line.unanswered() >= silentAfter ? 'silent' : line.state().is
  }

  return {
    start() {
      running = run()
    },
    line: () => (line?.state().is === 'in' ? line : undefined),
    library: () => library,
    standing,
    code() {
      const state = line?.state()
      return state?.is === 'scan' ? state.code : undefined
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** `14 UNAVAILABLE`, or the kind of error. */
function codeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : ''
  const code = /\b\d{1,2} [A-Z_]{5,}\b/.exec(text)?.[0]
  if (code) return code
  if ((error as { code?: string } | undefined)?.code === 'ERR_MODULE_NOT_FOUND') {
    return 'a package is not installed: npm ci --prefix src/channels/wechaty'
  }
  return error instanceof Error ? error.name : 'fault'
}
