import type { TicketId } from '../domain/actor.ts'
import type { Store } from '../store/port.ts'
import { changeRecord } from '../store/records.ts'

/** What lies on somebody's desk: the ticket named last, and a step that waits for a yes. */
type Desk = {
  current?: TicketId
  pending?: { text: string; until: number; usedBy?: string }
  /** Which ticket a message without a full number was about, by the message's key; newest last. */
  meant?: readonly { key: string; ticket: TicketId }[]
}

/** How long a yes counts, in ms. */
const patience = 5 * 60_000
const remembered = 50

/**
 * The desks of the staff: records `desk:<staff>`. What a message meant is remembered by its key, so that the same
 * message brought twice means the same ticket although the person has gone on to another.
 */
export class Desks {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async current(staff: string): Promise<TicketId | undefined> {
    return (await this.#read(staff)).current
  }

  async setCurrent(staff: string, ticket: TicketId): Promise<void> {
    await this.#change(staff, (desk) =>
      desk.current === ticket ? desk : { ...desk, current: ticket },
    )
  }

  async meant(staff: string, key: string): Promise<TicketId | undefined> {
    const { meant = [] } = await this.#read(staff)
    return meant.find((entry) => entry.key === key)?.ticket
  }

  async remember(staff: string, key: string, ticket: TicketId): Promise<void> {
    await this.#change(staff, (desk) => {
      const others = (desk.meant ?? []).filter((entry) => entry.key !== key)
      return { ...desk, meant: [...others, { key, ticket }].slice(-remembered) }
    })
  }

  /** Keeps a command until it is confirmed. */
  async ask(staff: string, text: string, now: number): Promise<void> {
    await this.#change(staff, (desk) => ({ ...desk, pending: { text, until: now + patience } }))
  }

  /** The command that a yes confirms; the same message may confirm it twice, another may not. */
  async confirm(staff: string, key: string, now: number): Promise<string | undefined> {
    const { pending } = await this.#read(staff)
    if (!pending) return undefined
    if (pending.usedBy !== undefined) return pending.usedBy === key ? pending.text : undefined
    if (pending.until < now) return undefined
    await this.#change(staff, (desk) => ({ ...desk, pending: { ...pending, usedBy: key } }))
    return pending.text
  }

  async #read(staff: string): Promise<Desk> {
    return ((await this.#store.record(`desk:${staff}`))?.value as Desk | undefined) ?? {}
  }

  async #change(staff: string, to: (desk: Desk) => Desk): Promise<void> {
    await changeRecord<Desk>(this.#store, `desk:${staff}`, (before) => {
      const desk = before ?? {}
      const after = to(desk)
      return after === desk ? before : after
    })
  }
}
