import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock/port.ts'
import type { Store } from '../../store/port.ts'

/** The customers who talk on the page, each known by a token that only he holds. */
export type Visitors = {
  /** A new customer: the token to come back with, 256 bits, kept only as its hash. */
  open(): Promise<{ token: string; peer: string }>
  /** Whose token it is. */
  peerOf(token: string): Promise<string | undefined>
}

export function createVisitors({ store, clock }: { store: Store; clock: Clock }): Visitors {
  return {
    async open() {
      const token = randomBytes(32).toString('base64url')
      const peer = randomBytes(10).toString('hex')
      await store.writeRecord(nameOf(token), 0, { peer, at: clock.now() })
      return { token, peer }
    },
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
