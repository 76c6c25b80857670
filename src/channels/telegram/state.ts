import type { Clock } from '../../clock/port.ts'
import { pause } from '../pause.ts'
import { failureOf } from './failure.ts'

/** How it stands between us and the platform. */
export type State = {
  /** The platform has answered. */
  well(): void
  /** Tells what went wrong, the same once, and waits: longer each time it fails in a row. */
  failed(error: unknown, signal: AbortSignal): Promise<void>
  /** Does it again until it is done, or the channel stops. */
  insist(work: () => Promise<unknown>, signal: AbortSignal): Promise<void>
  /** Resolves after so long (ms), or at the signal. */
  pause(ms: number, signal: AbortSignal): Promise<void>
  tell(error: unknown): void
  health(): { ok: boolean; reason?: string }
}

type StateParts = { clock: Clock; onProblem?: ((problem: unknown) => void) | undefined }

const firstPause = 1_000
const longestPause = 60_000
/** A token that is refused does not mend itself. */
const refusedPause = 5 * 60_000

export function createState({ clock, onProblem }: StateParts): State {
  let reason: string | undefined
  let inRow = 0

  const tell = (error: unknown) => {
    const words = wordsFor(error)
    if (words !== reason) onProblem?.(words)
    reason = words
  }

  const state: State = {
    pause: (ms, signal) => pause(clock, ms, signal),
    tell,
    well() {
      reason = undefined
      inRow = 0
    },
    failed(error, signal) {
      tell(error)
      const { code, retryAfter } = failureOf(error)
      const growing = Math.min(longestPause, firstPause * 2 ** Math.min(inRow++, 10))
      const refused = code === 401 || code === 404
      return pause(clock, retryAfter ?? (refused ? refusedPause : growing), signal)
    },
    async insist(work, signal) {
      while (!signal.aborted) {
        try {
          await work()
          return state.well()
        } catch (error) {
          if (!signal.aborted) await state.failed(error, signal)
        }
      }
    },
    health: () => (reason === undefined ? { ok: true } : { ok: false, reason }),
  }
  return state
}

/** What the operator reads in the log, and can do. */
function wordsFor(error: unknown): string {
  const { code, description } = failureOf(error)
  if (code === 401 || code === 404) {
    return `Telegram refuses the token (${code}): copy it anew from @BotFather into TELEGRAM_BOT_TOKEN`
  }
  if (code === 409) {
    return 'Telegram is asked by somebody else too (409): stop the other program that uses this token, or give it a bot of its own'
  }
  if (code === 429) return 'Telegram wants fewer calls (429)'
  if (code === 400) return `Telegram takes no such call: ${description}`
  if (code !== undefined) return `Telegram answers ${code}`
  const name = error instanceof Error ? error.name : 'fault'
  if (name === 'FetchError' || name === 'AbortError') return 'Telegram does not answer'
  return `telegram could not keep an update: ${name}`
}
