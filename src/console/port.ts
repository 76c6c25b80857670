import type { Hono } from 'hono'
import type { Receipt } from '../channels/port.ts'
import type { Clock } from '../clock/port.ts'
import type { ActorId, CustomerAddress, RoomId } from '../domain/actor.ts'
import type { InboundMessage } from '../domain/message.ts'
import type { Person } from '../domain/person.ts'
import type { Organisation, Policy } from '../domain/policy.ts'
import type { Locale, Wording } from '../domain/wording.ts'
import type { PageEnv } from '../http/headers.ts'
import type { Streams } from '../http/streams.ts'
import type { Site } from '../http/visitor.ts'
import type { Store } from '../store/port.ts'

/** The web channel as the pages use it. */
type WebDesk = {
  routes(): Hono<PageEnv>
  streams: Streams
  visitors: {
    customerOf(token: string): Promise<CustomerAddress | undefined>
    join(customer: CustomerAddress): Promise<{ token: string }>
  }
  links: { customerOf(link: string): Promise<CustomerAddress | undefined> }
  hear(room: RoomId, message: InboundMessage): Promise<Receipt>
}

/** Who works here, as the pages ask for it. */
export type Staff = {
  person(id: string): Promise<Person | undefined>
  /** The name of anybody who works or worked here. */
  nameOf(id: string): string
  /** The departments whose room the person sits in. */
  departmentsOf(person: Person): readonly string[]
  /** A one-time code or invitation, used up by a person of that name; `from` is where the attempt came from. */
  pair(code: string, name: string, from: string): Promise<Person | undefined>
  /** A sign-in link asked for in chat, used up. */
  signIn(link: string): Promise<Person | undefined>
}

/** The clock of a demo, pushed from the page: by so many ms, or to the beginning of the next working day. */
export type Demo = { advance(by: number | 'working day'): Promise<void> }

export type ConsoleSettings = {
  /** The project's folder, which holds the scripts and styles. */
  folder: string
  store: Store
  clock: Clock
  say(wording: Wording, locale: Locale): string
  organisation: Organisation
  limits: Policy['limits']
  site: Site
  web: WebDesk
  staff: Staff
  demo?: Demo
  /** Somebody of the staff has seen a line which that actor sent at that moment (epoch ms). */
  onStaffSight?(actor: ActorId, at: number): void
  onProblem?(problem: unknown): void
}
