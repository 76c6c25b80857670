import { createHash, createHmac } from 'node:crypto'
import type { Clock } from '../clock/port.ts'
import type { Letter, LetterId, MessageLetter } from '../domain/letter.ts'
import type { Webhook } from '../domain/webhook.ts'
import type { Courier, Handover } from './courier.ts'

/** So long a program may take to answer (ms). */
const patience = 10_000

/** Between two tries, in ms; with the eight of the policy a message is given to staff after most of a day. */
const pauses = [5, 60, 300, 1_800, 7_200, 18_000, 36_000].map((seconds) => seconds * 1_000)
const longestPause = pauses.at(-1)!

/**
 * Tells programs what happened to a ticket, signed as standardwebhooks.com has it. Only addresses of the settings are called,
 * and nobody is followed elsewhere. The same message has the same id however often it comes.
 */
export function createWebhookCourier({
  webhooks,
  clock,
}: {
  webhooks: readonly Webhook[]
  clock: Clock
}): Courier {
  return async (letter) => {
    const { id, attempts } = letter
    const webhook = webhooks.find(({ address }) => address === letter.to)
    // Nobody is told any more.
    if (!webhook) return { done: true }
    const { text } = (letter as Letter & MessageLetter).message
    try {
      const answer = await fetch(webhook.url, {
        method: 'POST',
        headers: signedHeaders(text, { id: publicId(id), now: clock.now(), keys: webhook.keys }),
        body: text,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      })
      await answer.body?.cancel()
      return answer.ok ? { done: true } : again(`HTTP ${answer.status}`, attempts, waitOf(answer))
    } catch (error) {
      return again(nameOf(error), attempts)
    }
  }
}

function again(reason: string, attempts: number, wait = 0): Handover {
  const pause = pauses[Math.min(attempts, pauses.length - 1)]!
  const retryAfter = Math.min(longestPause, Math.max(wait, pause))
  return { done: false, next: 'again', kind: 'offline', reason, retryAfter }
}

/** In ms; what is no number of seconds counts as nothing. */
function waitOf({ headers }: Response): number {
  return (Number(headers.get('retry-after')) || 0) * 1_000
}

/** The desk's own names of letters say who talks where. */
function publicId(id: LetterId): string {
  return `msg_${createHash('sha256').update(id).digest('base64url').slice(0, 27)}`
}

function signedHeaders(
  body: string,
  { id, now, keys }: { id: string; now: number; keys: readonly Uint8Array[] },
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000))
  const signed = `${id}.${timestamp}.${body}`
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  )
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'redress',
    'Webhook-Id': id,
    'Webhook-Timestamp': timestamp,
    'Webhook-Signature': signatures.join(' '),
  }
}

/** The address may be secret: only what kind of fault it was. */
function nameOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? name
}
