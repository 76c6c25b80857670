import type { ActorId, Address } from '../../src/domain/actor.ts'
import type { Commit, CommitItem, Line } from '../../src/domain/commit.ts'
import type { Letter, NewLetter } from '../../src/domain/letter.ts'
import type { TicketView } from '../../src/domain/ticket.ts'
import type { CommitOutcome, Store } from '../../src/store/port.ts'

/** The moment the stories of the store are told at; epoch ms. */
export const noon = Date.parse('2026-11-21T12:00:00+08:00')
export const minute = 60_000
export const day = 24 * 60 * minute

export const ann = 'conversation:web/ann' as const
export const bo = 'conversation:telegram/bo' as const

export function commitOf(parts: Partial<Commit> = {}): Commit {
  const record = { chart: 'conversation@1', snapshot: { value: 'idle' }, lines: 0 }
  return { record, letters: [], cancels: [], lines: [], ...parts }
}

export function item(actor: ActorId, revision: number, parts: Partial<Commit> = {}): CommitItem {
  return { actor, revision, commit: commitOf(parts) }
}

/** Words for somebody, due at once unless said otherwise. */
export function words(to: Address, text: string, more: Partial<NewLetter> = {}): NewLetter {
  return { to, message: { text }, dueAt: noon, ...more } as NewLetter
}

/** An event for an actor; for the sender itself it is a timer. */
export function event(to: ActorId, type: string, more: Partial<NewLetter> = {}): NewLetter {
  return { to, event: { type }, dueAt: noon, ...more } as NewLetter
}

export function timer(owner: ActorId, slot: string, dueAt: number): NewLetter {
  return event(owner, `${slot} passed`, { slot, dueAt })
}

export function line(seq: number, text: string): Line {
  return { seq, at: noon + seq, by: 'customer', text }
}

export function ticketView(parts: Partial<TicketView> & { number: string }): TicketView {
  return {
    state: 'received',
    unconfirmed: false,
    notReached: false,
    category: 'quality',
    level: 2,
    department: null,
    owner: null,
    customer: 'customer:web/ann',
    name: null,
    phone: null,
    email: null,
    order: null,
    product: null,
    openedAt: noon,
    promisedAt: null,
    dueAt: null,
    needBy: null,
    takenAt: null,
    answeredAt: null,
    closedAt: null,
    score: null,
    granted: 0,
    about: [],
    ...parts,
  }
}

/** Commits, and insists that it was taken; the letters are those that came back leased. */
export async function done(
  store: Store,
  what: CommitItem,
  now = noon,
): Promise<CommitOutcome & { outcome: 'done' }> {
  const outcome = await store.commit(what, now)
  if (outcome.outcome !== 'done')
    throw new Error(`${what.actor}: the commit was ${outcome.outcome}`)
  return outcome
}

/** What letters say, in their order: words, or the type of the event. */
export function said(letters: readonly Letter[]): string[] {
  return letters.map((letter) => ('event' in letter ? letter.event.type : letter.message.text))
}
