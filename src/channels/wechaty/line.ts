import type { Clock } from '../../clock/port.ts'
import { pause } from '../pause.ts'
import {
  type Bot,
  type Library,
  leaveGatewayRunning,
  type Message,
  scanTimedOut,
} from './library.ts'

/** How it stands with the account. */
export type LineState =
  | { is: 'starting' }
  | { is: 'in'; me: string }
  /** Somebody has to scan this code; whoever does so is let in as the account. */
  | { is: 'scan'; code: string }
  | { is: 'out' }

/** One connection of the account, from its start until it is given up. */
export type Line = {
  readonly bot: Bot
  state(): LineState
  /** How often a sign of life was asked for since the last one came. */
  unanswered(): number
  /** Asks for a sign of life. */
  ask(): void
  /** Resolves when it has stopped, or does not. Nothing is heard from it any more. */
  close(): Promise<void>
}

export type LineParts = {
  clock: Clock
  library: Library
  /** Told of messages in the order they came, `me` is the account. Must not throw. */
  hear(message: Message, me: string): void
  onProblem(error: unknown): void
}

/** So long a connection may take to stop (ms): one that is dead may never say that it has. */
const patience = 5_000
/** So often a message is asked for that was told of, with a pause between (ms). */
const tries = 3
const takeBreath = 1_000

/** Opens a connection; what befalls it later is told, and never thrown. */
export function openLine({ clock, library, hear, onProblem }: LineParts): Line {
  const { bot, puppet } = library.connect()
  const closing = new AbortController()
  const { signal } = closing
  let state: LineState = { is: 'starting' }
  let unanswered = 0
  let reading: Promise<void> = Promise.resolve()

  const alive = () => {
    unanswered = 0
  }
  const move = (to: LineState) => {
    alive()
    if (!signal.aborted) state = to
  }

  puppet.on('heartbeat', alive)
  puppet.on('dong', alive)
  puppet.on('login', ({ contactId: me }) => move({ is: 'in', me }))
  puppet.on('logout', () => move({ is: 'out' }))
  puppet.on('scan', ({ qrcode, status }) => {
    if (qrcode && status !== scanTimedOut) move({ is: 'scan', code: qrcode })
    else move(state.is === 'scan' ? { is: 'out' } : state)
  })
  // Whatever its listeners do, an error of the library ends at most this connection.
  bot.on('error', onProblem)
  // The library itself would tell of messages in the order in which it could fetch them.
  puppet.on('message', ({ messageId }) => {
    alive()
    const fetched = fetch(messageId)
    reading = reading.then(async () => {
      const message = await fetched
      if (message && state.is === 'in' && !signal.aborted) hear(message, state.me)
    })
  })

  async function fetch(id: string): Promise<Message | undefined> {
    for (let n = 1; n <= tries && !signal.aborted; n++) {
      const message = await bot.Message.find({ id }).catch(onProblem)
      if (message) return message
      await pause(clock, takeBreath, signal)
    }
    if (!signal.aborted) onProblem(new Error('a message could not be fetched'))
    return undefined
  }

  bot.start().catch(onProblem)

  return {
    bot,
    state: () => state,
    unanswered: () => unanswered,
    ask() {
      unanswered++
      try {
        puppet.ding('')
      } catch (error) {
        onProblem(error)
      }
    },
    async close() {
      closing.abort()
      const enough = new AbortController()
      try {
        leaveGatewayRunning(puppet)
      } catch {
        // It is not connected: there is nothing to leave.
      }
      const stopped = bot.stop().catch(onProblem)
      await Promise.race([stopped, pause(clock, patience, enough.signal)])
      enough.abort()
    },
  }
}
