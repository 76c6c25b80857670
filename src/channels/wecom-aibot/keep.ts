import type { Clock } from '../../clock/port.ts'
import type { Alone } from '../alone.ts'
import { pause } from '../pause.ts'
import { channelName } from './account.ts'
import type { End, Line } from './line.ts'

type KeepParts = {
  line: Line
  clock: Clock
  alone: Alone
  onProblem: ((problem: unknown) => void) | undefined
}

/** How long there may be no connection before it is told of, in ms. */
const patience = 30_000
/**
 * How long until the next try (ms): where another process has the connection, after none could be had (longer, so that a
 * process that reaches the platform goes first), after being replaced, after a refusal.
 */
const again = { busy: 10_000, away: 15_000, replaced: 60_000, refused: 5 * 60_000, fault: 10_000 }

/** Sees to it that one process of the desk, and one only, keeps the bot's connection: the platform bears no second one. */
export type Keeping = {
  start(): void
  /** The connection stands, or stands no longer. */
  changed(up: boolean): void
  /** This process has the connection, or tries to make it. */
  isMine(): boolean
  health(): { ok: boolean; reason?: string }
  stop(): Promise<void>
}

export function createKeeping({ line, clock, alone, onProblem }: KeepParts): Keeping {
  const stopping = new AbortController()
  let mine = false
  /** While the line is held: gives it up. */
  let leave: AbortController | undefined
  let trouble: string | undefined
  let running: Promise<void> = Promise.resolve()
  let cancelWatch = () => {}

  const tell = (words: string) => {
    if (words !== trouble) onProblem?.(words)
    trouble = words
  }

  function watch(): void {
    cancelWatch()
    cancelWatch = clock.at(clock.now() + patience, () => {
      if (!mine || line.isUp()) return
      tell(trouble ?? 'WeCom does not answer: see the network in between')
      leave?.abort()
    })
  }

  /** Resolves with how long (ms) others may try before this process does again. */
  async function keep(signal: AbortSignal): Promise<number> {
    while (!signal.aborted) {
      leave = new AbortController()
      const end = await line.hold(AbortSignal.any([leave.signal, signal]))
      leave = undefined
      if (end.why === 'stopped') return again.away
      tell(wordsFor(end))
      await pause(clock, again[end.why], signal)
    }
    return again.busy
  }

  async function run(): Promise<void> {
    const { signal } = stopping
    while (!signal.aborted) {
      let wait = again.busy
      try {
        const isOurs = await alone(channelName, async (lost) => {
          mine = true
          watch()
          wait = await keep(AbortSignal.any([lost, signal]))
        })
        mine = false
        if (!isOurs) trouble = undefined
        await pause(clock, wait, signal)
      } catch (error) {
        mine = false
        if (signal.aborted) return
        tell(`wecom-aibot: ${error instanceof Error ? error.name : 'fault'}`)
        await pause(clock, again.fault, signal)
      }
    }
  }

  return {
    start() {
      running = run()
    },
    isMine: () => mine,
    changed(up) {
      cancelWatch()
      if (up) trouble = undefined
      else watch()
    },
    health() {
      if (!mine && trouble === undefined) return { ok: true }
      if (mine && line.isUp()) return { ok: true }
      return { ok: false, reason: trouble ?? 'the connection to WeCom is being made' }
    },
    async stop() {
      stopping.abort()
      cancelWatch()
      await running
    },
  }
}

/** What the operator reads in the log, and can do. */
function wordsFor(end: End): string {
  if (end.why === 'refused') {
    return `WeCom refuses the bot (${end.code}): copy WECOM_AIBOT_ID and WECOM_AIBOT_SECRET anew from its page`
  }
  return 'WeCom has given the connection to somebody else: stop the other program that uses this bot, or give it a bot of its own'
}
