import type { Clock } from '../../clock/port.ts'
import type { createAlone } from '../alone.ts'
import type { createReading } from './read-account.ts'

type PullParts = {
  clock: Clock
  reading: ReturnType<typeof createReading>
  alone: ReturnType<typeof createAlone>
  /** How often accounts are read that no callback has told of, in ms. */
  every: number
  onProblem: ((problem: unknown) => void) | undefined
}

/** Messages are fetched: by whoever is told that there are some, and from time to time by somebody. */
export type Pulling = {
  start(): void
  /** There is something for that account; `token` lets it be asked for at once. */
  wake(kf: string, token: string): void
  /** Resolves when nothing is being fetched here. */
  settled(): Promise<void>
  stop(): Promise<void>
  /** Why nothing could be fetched the last time. */
  trouble(): string | undefined
}

/** The first and the longest wait after a failure, and the wait for another process that fetches, in ms. */
const retry = { first: 2_000, longest: 300_000, busy: 1_000 }
/** How long the token of a callback lasts (developer.work.weixin.qq.com/document/path/94670), in ms. */
const tokenLasts = 10 * 60_000

type Account = {
  token?: { value: string; at: number }
  running?: Promise<void>
  /** Somebody has told of something since the last look. */
  again: boolean
  failures: number
  cancel(): void
}

export function createPulling({ clock, reading, alone, every, onProblem }: PullParts): Pulling {
  const accounts = new Map<string, Account>()
  let stopped = true
  let trouble: string | undefined
  let listed = false
  let looking: Promise<void> | undefined
  let cancelLook = () => {}

  function accountOf(kf: string): Account {
    const known = accounts.get(kf)
    if (known) return known
    const account = { again: false, failures: 0, cancel: () => {} }
    accounts.set(kf, account)
    return account
  }

  function run(kf: string): void {
    const account = accountOf(kf)
    account.again = true
    if (stopped || account.running) return
    account.cancel()
    account.running = work(kf, account).then((planned) => {
      delete account.running
      // Told of just as the work ended.
      if (account.again && !planned) run(kf)
    })
  }

  /** True where it is to go on later. */
  async function work(kf: string, account: Account): Promise<boolean> {
    const later = (ms: number) => {
      account.cancel = clock.at(clock.now() + ms, () => run(kf))
      return true
    }
    try {
      while (account.again && !stopped) {
        account.again = false
        const { token } = account
        const holds = token && clock.now() - token.at < tokenLasts ? token.value : undefined
        if (!(await alone(`wecom-kf:${kf}`, () => reading.read(kf, holds)))) {
          return later(retry.busy)
        }
      }
      account.failures = 0
      trouble = undefined
      return false
    } catch (error) {
      failed(error)
      return later(Math.min(retry.longest, retry.first * 2 ** account.failures++))
    }
  }

  function failed(error: unknown): void {
    trouble = String(error)
    onProblem?.(error)
  }

  /** Every account that nobody has read just now. */
  async function look(): Promise<void> {
    try {
      for (const kf of await reading.known()) accountOf(kf)
      if (!listed) for (const kf of await reading.listed()) accountOf(kf)
      listed = true
    } catch (error) {
      failed(error)
    }
    for (const kf of accounts.keys()) {
      if (clock.now() - (await reading.readAt(kf)) >= every / 2) run(kf)
    }
  }

  function tick(): void {
    looking = look().catch(failed)
    cancelLook = clock.at(clock.now() + every, tick)
  }

  return {
    start() {
      stopped = false
      tick()
    },
    wake(kf, token) {
      accountOf(kf).token = { value: token, at: clock.now() }
      run(kf)
    },
    async settled() {
      await looking
      for (;;) {
        const running = [...accounts.values()].flatMap(({ running: one }) => one ?? [])
        if (!running.length) return
        await Promise.all(running)
      }
    },
    async stop() {
      stopped = true
      cancelLook()
      for (const account of accounts.values()) account.cancel()
      await this.settled()
    },
    trouble: () => trouble,
  }
}
