import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock/port.ts'
import type { CustomerAddress } from '../../domain/actor.ts'
import type { Timed } from '../../domain/policy.ts'
import { spanMs } from '../../domain/span.ts'
import type { Store } from '../../store/port.ts'
import { forgetRecords } from '../../store/records.ts'

/** Private links: each opens one customer's conversation, of whatever channel, on any device, until its time is over. */
export type Links = {
  /** A new one, 256 bits that nobody can guess, kept only as their hash. `until` in epoch ms. */
  make(customer: CustomerAddress): Promise<{ link: string; until: number }>
  /** Whose it is; undefined where it is none of ours, or too old. */
  customerOf(link: string): Promise<CustomerAddress | undefined>
  /** None of his opens anything any more. */
  close(customer: CustomerAddress): Promise<void>
  /** Forgets those whose time is over. */
  prune(now: number): Promise<void>
}

export function createLinks(parts: { store: Store; clock: Clock; lasts: Timed }): Links {
  const { store, clock, lasts } = parts
  return {
    async make(customer) {
      const link = randomBytes(32).toString('base64url')
      const until = clock.now() + spanMs(lasts.within)
      await store.writeRecord(nameOf(link), 0, { customer, until })
      return { link, until }
    },
    async customerOf(link) {
      if (!/^[\w-]{43}$/.test(link)) return undefined
      const found = (await store.record(nameOf(link)))?.value as Kept | undefined
      return found && found.until > clock.now() ? found.customer : undefined
    },
    close: (customer) => forgetRecords<Kept>(store, prefix, (kept) => kept.customer === customer),
    prune: (now) => forgetRecords<Kept>(store, prefix, ({ until }) => until <= now),
  }
}

const prefix = 'web-link:'

type Kept = { customer: CustomerAddress; until: number }

function nameOf(link: string): string {
  return `${prefix}${createHash('sha256').update(link).digest('base64url')}`
}

/** The address that a link is opened by. */
export function linkAddress(base: string, link: string): string {
  return `${base}/continue?link=${link}`
}
