import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock/port.ts'
import type { CustomerAddress } from '../../domain/actor.ts'
import type { Store } from '../../store/port.ts'

/** The customers who talk on the page, of whatever channel, each known by a token that only he holds. */
export type Visitors = {
  /** A new customer: the token to come back with, 256 bits, kept only as its hash. */
  open(): Promise<{ token: string; customer: CustomerAddress }>
  /** One more token for a customer who is known: another device. */
  join(customer: CustomerAddress): Promise<{ token: string }>
  /** Whose token it is. */
  customerOf(token: string): Promise<CustomerAddress | undefined>
}

export function createVisitors({ store, clock }: { store: Store; clock: Clock }): Visitors {
  const join = async (customer: CustomerAddress) => {
    const token = randomBytes(32).toString('base64url')
    await store.writeRecord(nameOf(token), 0, { customer, at: clock.now() })
    return { token }
  }
  return {
    async open() {
      const customer: CustomerAddress = `customer:web/${randomBytes(10).toString('hex')}`
      return { ...(await join(customer)), customer }
    },
    join,
    async customerOf(token) {
      if (!/^[\w-]{43}$/.test(token)) return undefined
      const found = await store.record(nameOf(token))
      return (found?.value as { customer: CustomerAddress } | undefined)?.customer
    },
  }
}

function nameOf(token: string): string {
  return `web-visitor:${createHash('sha256').update(token).digest('base64url')}`
}
