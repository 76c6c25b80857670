import type { Channel, Receipt, Receive } from './channels/port.ts'
import type { Clock } from './clock/port.ts'
import type { ActorId, ConversationId } from './domain/actor.ts'
import { type Calendar, dayKey } from './domain/calendar.ts'
import type { Letter } from './domain/letter.ts'
import type { InboundMessage } from './domain/message.ts'
import type { Person } from './domain/person.ts'
import type { Policy } from './domain/policy.ts'
import { spanMs } from './domain/span.ts'
import type { SecretCode } from './domain/ticket-events.ts'
import type { Flow } from './engine/flow.ts'
import { Loop } from './engine/loop.ts'
import type { EngineRecord } from './engine/record.ts'
import type { StepTools } from './engine/stimulus.ts'
import { findByNumber } from './inbox/find-by-number.ts'
import { forgetTraces } from './inbox/forget-traces.ts'
import { createPace } from './inbox/pace.ts'
import { createInbox, redelivery } from './inbox/receive.ts'
import type { Notices } from './notices.ts'
import type { Courier, Couriers, Handover } from './outbox/courier.ts'
import { createCouriers } from './outbox/couriers.ts'
import { Outbox } from './outbox/deliver.ts'
import type { Store } from './store/port.ts'
import { createTelling } from './tell-undelivered.ts'

/** The people of the desk, as far as messages and letters need them. */
export type People = {
  find(channel: string, peer: string): Person | undefined
  person(id: string): Person | undefined
  rooms(team: string): readonly { channel: string; room: string }[]
}

/** What staff say and strangers pair with; the desk hands it the running app. */
export type StaffEntry = {
  fromStaff(person: Person, message: InboundMessage): Promise<Receipt>
  pairing(message: InboundMessage): Promise<boolean>
}

export type AppParts = {
  /** How often to look for what is due without having been told of it, in ms; never where absent. */
  lookEvery?: number | undefined
  policy: Policy
  calendar: Calendar
  store: Store
  clock: Clock
  flows: readonly Flow[]
  channels: readonly Channel[]
  tools: StepTools
  people: People
  toWebhook: Courier
  staffEntry(app: { loop: Loop }): StaffEntry
  /** The list of unfinished complaints, whose letters go to no chart. */
  drafts(app: { loop: Loop }): { take(letter: Letter): Promise<void> }
  random(): number
  /** A fresh secret code for a ticket, and the hash of a code as it was typed. */
  codes: { draw(): SecretCode; hash(typed: string): string }
  notices: Pick<Notices, 'parked' | 'unheard' | 'crowd' | 'list'>
  /** Whoever counts what comes in and goes out stands between; nobody where absent. */
  measured?:
    | { receive(receive: Receive): Receive; couriers(couriers: Couriers): Couriers }
    | undefined
  /** A fault that was contained: nothing is lost, somebody should look. */
  onFault(where: string, error: unknown): void
}

/** How often keys whose time is over are forgotten. */
const pruneEvery = 3_600_000

/** How the parts fit together; the only file that knows all the stages. */
export class App {
  readonly loop: Loop
  readonly #parts: AppParts
  readonly #outbox: Outbox
  /** The name of this process on what only one of them does. */
  readonly #name: string
  readonly #drafts: { take(letter: Letter): Promise<void> }
  readonly #receive: (message: InboundMessage) => Promise<Receipt>
  #underway = new Set<Promise<unknown>>()
  readonly #telling: ReturnType<typeof createTelling>
  #cancelPrune: () => void = () => undefined

  constructor(parts: AppParts) {
    this.#parts = parts
    this.#name = String(parts.random())
    const { store, clock, policy } = parts
    this.loop = new Loop({
      store,
      clock,
      flows: parts.flows,
      tools: parts.tools,
      onLetters: (due, later) => this.#outbox.expect(due, later),
      dayKey: (now) => dayKey(parts.calendar, now),
      newCode: parts.codes.draw,
      crowd: policy.outbox.crowd.value,
      crowdNotice: parts.notices.crowd,
      parkedNotice: parts.notices.parked,
      onFault: parts.onFault,
    })
    this.#telling = createTelling({
      notices: parts.notices,
      post: (letters) => this.loop.post(letters),
      hand: (actor, event, key) => this.#hand(actor, event, key),
      onFault: parts.onFault,
    })
    const couriers = createCouriers({
      channels: parts.channels,
      person: parts.people.person,
      rooms: parts.people.rooms,
      toActor: (letter) => this.#toActor(letter),
      toWebhook: parts.toWebhook,
      clock,
      list: parts.notices.list,
      onFault: parts.onFault,
    })
    this.#outbox = new Outbox({
      store,
      clock,
      couriers: parts.measured?.couriers(couriers) ?? couriers,
      tries: policy.outbox.tries.value,
      retry: {
        first: spanMs(policy.outbox.firstRetry.within),
        longest: spanMs(policy.outbox.longestRetry.within),
      },
      random: parts.random,
      lookEvery: parts.lookEvery,
      onUndelivered: this.#telling.undelivered,
      lateAfter: spanMs(policy.deadlines.unheard.within),
      onFault: (error) => parts.onFault('outbox', error),
    })
    this.#drafts = parts.drafts(this)
    const staff = parts.staffEntry(this)
    const receive = createInbox({
      loop: this.loop,
      clock,
      pace: createPace(policy.limits.messagesPerMinute.value),
      find: parts.people.find,
      staffOnly: (name) => this.#isStaffOnly(name),
      fromStaff: staff.fromStaff,
      pairing: staff.pairing,
    })
    this.#receive = parts.measured?.receive(receive) ?? receive
  }

  /** Takes letters up where the last run left them, then opens the channels. */
  async start(): Promise<void> {
    this.#outbox.start()
    this.#prune()
    for (const channel of this.#parts.channels) {
      await channel.start(
        (message) => this.receive(message),
        ({ peer, letter, message, kind }) =>
          this.#telling.missed(letter, `customer:${channel.name}/${peer}`, {
            message,
            kind,
            instead: 'waits',
          }),
      )
    }
  }

  /** Takes a message for good; throws when it could not be kept. */
  receive(message: InboundMessage): Promise<Receipt> {
    const taking = this.#receive(message)
    this.#track(taking)
    return taking
  }

  /** A page has shown a ticket's question to the customer: nobody need call him. */
  saw(shown: { conversation: ConversationId; number: string; seq: number }): void {
    const { conversation, number, seq } = shown
    const key = `seen:${conversation}:${seq}`
    const taking = this.#hand(conversation, { type: 'customer.saw', number }, key)
    this.#track(taking.catch((error: unknown) => this.#parts.onFault(conversation, error)))
  }

  /** Somebody who works here has seen a line that an actor sent at a moment (epoch ms): its alert waits no longer. */
  staffSaw(actor: ActorId, at: number): void {
    const telling = this.#tellSeen(actor, at)
    this.#track(telling.catch((error: unknown) => this.#parts.onFault(actor, error)))
  }

  /** Resolves when no message is on its way in and no due letter on its way out. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underway)
    await this.#outbox.settled()
  }

  /** Moves a clock that can be moved to `to`; everything due on the way comes due at its own moment. */
  async passTime(clock: { moveTo(at: number): void }, to: number): Promise<void> {
    for (;;) {
      await this.settled()
      const due = await this.#parts.store.nextDue()
      if (due === undefined || due > to) break
      clock.moveTo(due)
    }
    clock.moveTo(to)
    await this.settled()
  }

  /** Closes the channels, finishes what is on its way, leaves the rest to the next start. */
  async stop(): Promise<void> {
    this.#cancelPrune()
    for (const channel of this.#parts.channels) await channel.stop()
    await Promise.allSettled(this.#underway)
    await this.#outbox.stop()
  }

  #isStaffOnly(name: string): boolean {
    const channel = this.#parts.channels.find((one) => one.name === name)
    return channel?.capabilities.staffOnly === true
  }

  async #toActor(letter: Letter): Promise<Handover> {
    if (letter.to.startsWith('draft:')) {
      await this.#drafts.take(letter)
      return { done: true }
    }
    if (letter.to.startsWith('traces:')) {
      await forgetTraces(letter, {
        store: this.#parts.store,
        loop: this.loop,
        channels: this.#parts.channels,
      })
      return { done: true }
    }
    if (letter.to.startsWith('number:')) {
      await findByNumber(letter, {
        store: this.#parts.store,
        loop: this.loop,
        hash: this.#parts.codes.hash,
      })
      return { done: true }
    }
    const event = 'event' in letter ? letter.event : { type: 'unreadable' }
    await this.loop.take(letter.to as ActorId, {
      type: 'letter',
      letter: { ...letter, event } as Letter & { event: { type: string } },
    })
    // The commit that answers a timer has removed it, or found it replaced.
    return { done: true, ...(letter.from === letter.to ? { settled: true } : {}) }
  }

  /** Only an alert that waits, and no line from before it. */
  async #tellSeen(actor: ActorId, at: number): Promise<void> {
    const stored = await this.#parts.store.load(actor)
    const { watched } = (stored?.record ?? {}) as Pick<EngineRecord, 'watched'>
    if (watched === undefined || at < watched) return
    await this.#hand(actor, { type: 'alert.seen' }, `staff saw:${actor}:${watched}`)
  }

  #hand(actor: ActorId, event: { type: string; [more: string]: unknown }, key: string) {
    const keepUntil = this.#parts.clock.now() + redelivery
    return this.loop.take(actor, { type: 'order', event, key, keepUntil })
  }

  #prune(): void {
    const { clock } = this.#parts
    const again = () => {
      this.#track(
        this.#pruneInTurn().catch((error: unknown) => this.#parts.onFault('store', error)),
      )
      this.#prune()
    }
    this.#cancelPrune = clock.at(clock.now() + pruneEvery, again)
  }

  /** One process of the desk does it for all. */
  async #pruneInTurn(): Promise<void> {
    const { store, clock, channels } = this.#parts
    const now = clock.now()
    const isMine = await store.lease('prune', this.#name, now, now + pruneEvery / 2)
    if (!isMine) return
    await store.prune(now)
    for (const channel of channels) await channel.prune?.(now)
  }

  #track(work: Promise<unknown>): void {
    this.#underway.add(work)
    const forget = () => this.#underway.delete(work)
    work.then(forget, forget)
  }
}
