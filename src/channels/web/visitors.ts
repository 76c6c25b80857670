import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock/port.ts'
import type { Store } from '../../store/port.ts'

/** The customers who talk on the page, each known by a token that only he holds. */
export type Visitors = {
  /** A new customer: the token to come back with, 256 bits, kept only as its hash. */
  open(): Promise<{ token: string; peer: string }>
  /** One more token for a customer who is known: another device. */
  join(peer: string): Promise<{ token: string }>
  /** Whose token it is. */
  peerOf(token: string): Promise<string | undefined>
}

export function createVisitors({ store, clock }: { store: Store; clock: Clock }): Visitors {
  const join = async (peer: string) => {
    const token = randomBytes(32).toString('base64url')
    await store.writeRecord(nameOf(token), 0, { peer, at: clock.now() })
    return { token }
  }
  return {
    async open() {
      const peer = randomBytes(10).toString('hex')
      return { ...(await join(peer)), peer }
    },
    join,
    async peerOf(token) {
      if (!/^[\w-]{43}$/.test(token)) return undefined
      const found = await store.record(nameOf(token))
      return (found?.value as { peer: string } | undefined)?.peer
    },
  }
}

function nameOf(token: string): string {
  return `web-visitor:${createHash('sha256').update(token).digest('base64url')}`
}
