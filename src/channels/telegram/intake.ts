import type { Update } from 'telegraf/types'
import { StoreUnavailableError } from '../../store/port.ts'
import { TelegramAwayError } from './bot.ts'
import { failureOf } from './failure.ts'
import type { Incoming } from './read-update.ts'

export type IntakeParts = {
  /** May throw for an update of a kind nobody thought of. */
  read(update: Update): Incoming | undefined
  hear(incoming: Incoming): Promise<void>
  onProblem?: ((problem: unknown) => void) | undefined
}

/** How often an update that we cannot take for a reason of our own is tried: it would hold up everybody. */
const tries = 8
const remembered = 200

/**
 * Takes updates, of one chat in the order they came. Resolves when the update may be acknowledged; rejects where it is
 * to come again, and what came after it in its chat with it.
 */
export function createIntake({ read, hear, onProblem }: IntakeParts) {
  const chats = new Map<string, Promise<void>>()
  const failures = new Map<number, number>()

  async function heard(incoming: Incoming): Promise<void> {
    try {
      await hear(incoming)
    } catch (error) {
      if (isAway(error) || !isSpent(incoming.update)) throw error
      onProblem?.(`telegram gave up an update after ${tries} tries: ${nameOf(error)}`)
    }
    failures.delete(incoming.update)
  }

  function isSpent(update: number): boolean {
    const n = (failures.get(update) ?? 0) + 1
    if (failures.size > remembered) failures.clear()
    failures.set(update, n)
    return n >= tries
  }

  return async function take(update: Update): Promise<void> {
    const incoming = readOrTell(update)
    if (!incoming) return
    const { chat } = incoming
    const mine = (chats.get(chat) ?? Promise.resolve()).then(() => heard(incoming))
    chats.set(chat, mine)
    const forget = () => {
      if (chats.get(chat) === mine) chats.delete(chat)
    }
    mine.then(forget, forget)
    await mine
  }

  function readOrTell(update: Update): Incoming | undefined {
    try {
      return read(update)
    } catch (error) {
      onProblem?.(`telegram brought an update that cannot be read: ${nameOf(error)}`)
      return undefined
    }
  }
}

/** Somebody else is away: that passes. */
function isAway(error: unknown): boolean {
  if (error instanceof StoreUnavailableError || error instanceof TelegramAwayError) return true
  const name = (error as Error | undefined)?.name
  return name === 'FetchError' || name === 'AbortError' || failureOf(error).code !== undefined
}

/** A fault's message may hold what somebody said. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'fault'
}
