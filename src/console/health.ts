import type { Handler } from 'hono'
import type { ConsoleSettings } from './port.ts'

/** Looking costs a write: whoever asks more often is told what the last look found. */
const fresh = 5_000

/** `GET /health`: 200 while a message could be kept, 503 while not. For load balancers and containers. */
export function createHealth({
  store,
  clock,
  onProblem,
}: Pick<ConsoleSettings, 'store' | 'clock' | 'onProblem'>): Handler {
  let last: { at: number; well: Promise<boolean> } | undefined
  const look = async () => {
    try {
      await store.check()
      return true
    } catch (problem) {
      onProblem?.(problem)
      return false
    }
  }
  return async (c) => {
    const now = clock.now()
    // A clock that was put back must not keep an old answer alive.
    if (!last || Math.abs(now - last.at) >= fresh) last = { at: now, well: look() }
    const well = await last.well
    return c.json({ status: well ? 'ok' : 'store unavailable' }, well ? 200 : 503)
  }
}
