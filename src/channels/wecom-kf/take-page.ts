import { StoreUnavailableError } from '../../store/port.ts'
import type { Hear } from './hear.ts'
import { type Incoming, readMessage } from './read-message.ts'

/** So many customers are heard at the same time. */
const sideBySide = 16
/** So often one message may fail before it is left, so that those behind it come through. */
const tries = 3

type PageParts = {
  hear: Hear
  /** Epoch ms: what is older is passed over. */
  since: number
  /** How often each message has failed. */
  attempts: Map<string, number>
  onProblem: ((problem: unknown) => void) | undefined
}

/**
 * Hears one page of messages, each customer's in their order. Rejects where any of them has to be told again; then all are,
 * and those that were kept are known by their keys.
 */
export async function takePage(messages: readonly unknown[], parts: PageParts): Promise<void> {
  const lanes = [...lanesOf(messages, parts).values()]
  const failures: unknown[] = []
  const worker = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      try {
        for (const event of lane) await hearOne(event, parts)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
  if (failures.length) throw failures[0]
}

function lanesOf(messages: readonly unknown[], { since, onProblem }: PageParts) {
  const lanes = new Map<string, Incoming[]>()
  for (const raw of messages) {
    const event = readMessage(raw)
    if (!event) onProblem?.('wecom-kf: a message without sender or time')
    else if (event.at >= since) lanes.set(event.peer, [...(lanes.get(event.peer) ?? []), event])
  }
  return lanes
}

async function hearOne(event: Incoming, { hear, attempts, onProblem }: PageParts): Promise<void> {
  const failed = attempts.get(event.key) ?? 0
  const last = failed + 1 >= tries
  try {
    await hear(event, last)
    attempts.delete(event.key)
  } catch (error) {
    // Without the store nothing can be kept, and nothing is wrong with the message.
    if (error instanceof StoreUnavailableError) throw error
    attempts.set(event.key, failed + 1)
    if (!last) throw error
    attempts.delete(event.key)
    onProblem?.(error)
  }
}
