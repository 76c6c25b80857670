import type { Clock } from '../../clock/port.ts'
import type { CustomerAddress } from '../../domain/actor.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Locale, Wording } from '../../domain/wording.ts'
import type { PageEnv } from '../../http/headers.ts'
import type { Streams } from '../../http/streams.ts'
import type { Site } from '../../http/visitor.ts'
import type { Store } from '../../store/port.ts'
import type { Receive } from '../port.ts'
import type { Links } from './links.ts'
import type { createSight, OnSight } from './sight.ts'
import type { Visitors } from './visitors.ts'

/** What the web channel needs from the rest of the desk. */
export type WebSettings = {
  store: Store
  clock: Clock
  /** A wording as a sentence in the reader's language. */
  say(wording: Wording, locale: Locale): string
  limits: Policy['limits']
  /** The language of a visitor whose browser names none of ours. */
  locale: Locale
  site: Site
  /** Told of each question of a ticket that the customer's page has shown. */
  onSight?: OnSight
  /** Told of every request that failed and was answered with "try again". */
  onProblem?(problem: unknown): void
}

/** The same for its customers' API. */
export type ApiSettings = WebSettings & {
  streams: Streams
  visitors: Visitors
  links: Links
  receive: Receive
  see: ReturnType<typeof createSight>
}

/** What `who` found out about the caller. */
export type ApiEnv = {
  Variables: PageEnv['Variables'] & { customer: CustomerAddress; token: string }
}
