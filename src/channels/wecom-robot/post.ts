import type { SendOutcome } from '../port.ts'
import { away, type Meanings, outcomeOf } from '../wechat-core/answer.ts'
import type { Body } from './show.ts'

const minute = 60_000
const patience = 10_000

/** Failures by the platform's code; what is not listed may pass. */
const meanings: Meanings = {
  [-1]: { kind: 'rate' },
  40008: { kind: 'bad request' },
  40058: { kind: 'bad request' },
  44004: { kind: 'bad request' },
  45002: { kind: 'too long' },
  // More than 20 messages within a minute.
  45009: { kind: 'rate', retryAfter: minute },
  // The robot was taken out of the group, or the key is wrong.
  93000: { kind: 'unreachable' },
}

/** Hands one message to a robot. Nothing of what it answers or throws names the address, for that is the key. */
export async function post(address: string, body: Body): Promise<SendOutcome> {
  const errcode = await errcodeOf(address, body)
  return outcomeOf({ errcode }, { via: 'robot', meanings, platform: 'WeCom' })
}

async function errcodeOf(address: string, body: Body): Promise<number> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    })
    const { errcode } = (await answer.json()) as { errcode?: unknown }
    return typeof errcode === 'number' ? errcode : away
  } catch {
    // The reason may name the address.
    return away
  }
}
