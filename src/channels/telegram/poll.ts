import { randomUUID } from 'node:crypto'
import type { Update } from 'telegraf/types'
import type { TelegramSettings } from './account.ts'
import type { Bot } from './bot.ts'
import { wantedUpdates } from './read-update.ts'
import type { State } from './state.ts'

type PollParts = Pick<TelegramSettings, 'clock' | 'store'> & {
  bot: Bot
  state: State
}

/** How long the platform may hold a question open, in seconds. */
const holds = 25
const leaseName = 'telegram:polling'
const leaseLasts = 60_000
/** Where another process asks already, and where all that comes is in hand. */
const lookAgain = 10_000
const takeBreath = 1_000

/**
 * Asks the platform for what is new, one process for all. An update is acknowledged (by the next question's `offset`)
 * only after it is kept; one that is held up holds up nobody but its own chat.
 */
export function createPolling({ bot, clock, store, state }: PollParts) {
  const holder = randomUUID()
  const inHand = new Map<number, Promise<void>>()
  const stopping = new AbortController()
  /** Kept, but behind one that is not. */
  const done = new Set<number>()
  let offset = 0
  /** To be asked for again. */
  const missed = new Set<number>()
  let running: Promise<void> = Promise.resolve()

  const isStopped = () => stopping.signal.aborted

  async function run(): Promise<void> {
    await state.insist(() => bot.call('deleteWebhook', {}), stopping.signal)
    while (!isStopped()) {
      try {
        const until = clock.now() + leaseLasts
        const isMine = await store.lease(leaseName, holder, clock.now(), until)
        if (isMine) await ask()
        else await state.pause(lookAgain, stopping.signal)
      } catch (error) {
        if (!isStopped()) await state.failed(error, stopping.signal)
      }
    }
    await Promise.allSettled(inHand.values())
    // Whoever else is there goes on at once.
    await store.lease(leaseName, holder, clock.now(), clock.now()).catch(() => false)
  }

  async function ask(): Promise<void> {
    const question = { offset, timeout: holds, limit: 100, allowed_updates: wantedUpdates }
    const updates = await bot.call<Update[]>('getUpdates', question, {
      patience: (holds + 15) * 1000,
      signal: stopping.signal,
    })
    state.well()
    for (const update of updates) if (isNew(update)) hold(update)
    await workDone()
    const last = updates.at(-1)?.update_id
    offset = Math.min(Math.max(offset, (last ?? -1) + 1), ...inHand.keys(), ...missed)
    for (const id of done) if (id < offset) done.delete(id)
    if (missed.size === 0) return
    missed.clear()
    await state.pause(takeBreath, stopping.signal)
  }

  function isNew({ update_id: id }: Update): boolean {
    return !inHand.has(id) && !done.has(id)
  }

  /** All that is in hand, or as much of it as a breath allows. */
  async function workDone(): Promise<void> {
    if (inHand.size === 0) return
    const enough = new AbortController()
    const breath = state.pause(takeBreath, AbortSignal.any([enough.signal, stopping.signal]))
    await Promise.race([Promise.allSettled(inHand.values()), breath])
    enough.abort()
  }

  /** What could not be kept is asked for again. */
  function hold(update: Update): void {
    const id = update.update_id
    const work = bot.handle(update).then(
      () => void done.add(id),
      (error: unknown) => {
        state.tell(error)
        missed.add(id)
      },
    )
    inHand.set(
      id,
      work.then(() => void inHand.delete(id)),
    )
  }

  return {
    start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
