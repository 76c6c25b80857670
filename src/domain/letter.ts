import type { ActorId, Address } from './actor.ts'
import type { OutboundMessage } from './message.ts'

/** `actor@revision#n`: the n-th letter of the commit that brought the actor to that revision. Never reused. */
export type LetterId = `${string}@${number}#${number}`

/** An event for another actor, or for oneself later (a timer). */
export type ActorLetter = { to: ActorId; event: { type: string } }

/** Words for a person or a team. */
export type MessageLetter = { to: Address; message: OutboundMessage }

/** What a commit wants told, to whom, when due. */
export type NewLetter = (ActorLetter | MessageLetter) & {
  /** Epoch ms. */
  dueAt: number
  /** The name under which a later letter of the same actor replaces this one, or a commit cancels it. */
  slot?: string
}

/**
 * A letter as the store keeps it. `attempts` counts the hand-overs that failed. `again`: somebody had it before and
 * nobody noted what became of it, so that the recipient may have it already.
 */
export type Letter = NewLetter & { id: LetterId; from: ActorId; attempts: number; again?: true }

export function letterId(actor: ActorId, revision: number, n: number): LetterId {
  return `${actor}@${revision}#${n}`
}

/** The sender's revision and the running number of a letter, for telling which of two came first. */
export function letterOrder(id: LetterId): [number, number] {
  const at = id.lastIndexOf('@')
  const hash = id.lastIndexOf('#')
  return [Number(id.slice(at + 1, hash)), Number(id.slice(hash + 1))]
}

export function senderOf(id: LetterId): ActorId {
  return id.slice(0, id.lastIndexOf('@')) as ActorId
}

/** True when `a` was written before `b` by the same sender, or is `b`. */
export function notAfter(a: LetterId, b: LetterId): boolean {
  const [revisionA, nA] = letterOrder(a)
  const [revisionB, nB] = letterOrder(b)
  return revisionA < revisionB || (revisionA === revisionB && nA <= nB)
}
