import type { ActorId } from '../domain/actor.ts'
import type { TicketView } from '../domain/ticket.ts'

/** A letter as it waits, or waited when it was given up; `body` is its words or its event, as JSON. Times in epoch ms. */
export type CopiedLetter = {
  revision: number
  n: number
  to: string
  due: number
  tries: number
  slot: string | null
  body: string
}

/** Everything an actor keeps but its lines, of which only the last is here. */
export type CopiedActor = {
  name: ActorId
  revision: number
  /** JSON, as it was written. */
  record: string
  /** In the order they were written. */
  letters: readonly CopiedLetter[]
  parked: readonly (CopiedLetter & { reason: string; parkedAt: number })[]
  /** By key. */
  keys: readonly { key: string; until: number }[]
  lastLine: { seq: number; line: string } | null
  view: TicketView | null
}

/** What a store holds, by kind; each has a name that it is sorted by, and that is its own within its kind. */
export type Copied = {
  actors: CopiedActor
  /** `name`: the actor and the running number, so that names sort as lines do. */
  lines: { name: string; actor: ActorId; seq: number; line: string }
  records: { name: string; revision: number; value: string }
  numbers: { name: string; last: number }
  files: { name: string; title: string; type: string; bytes: Uint8Array }
}
export type Kind = keyof Copied

/** In the order they are copied: what is named before what names it. */
export const kinds: readonly Kind[] = ['files', 'lines', 'actors', 'records', 'numbers']

/** A store seen as what it holds: to be copied into another one. Nobody else may write meanwhile. */
export interface Copyable {
  count(kind: Kind): Promise<number>
  /** All of a kind with names after this one, by name. */
  read<K extends Kind>(kind: K, after: string): AsyncIterable<Copied[K]>
  /** Durable when it resolves; the same again changes nothing. */
  write<K extends Kind>(kind: K, items: readonly Copied[K][]): Promise<void>
}

export function lineName(actor: ActorId, seq: number): string {
  return `${actor}#${String(seq).padStart(9, '0')}`
}

/** The actor and the running number that a line's name was made of. */
export function lineOfName(name: string): { actor: ActorId; seq: number } {
  const hash = name.lastIndexOf('#')
  return { actor: name.slice(0, hash) as ActorId, seq: Number(name.slice(hash + 1)) }
}

/** Items by what they have in common, in their order. */
export function grouped<T, K>(items: readonly T[], by: (item: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group) group.push(item)
    else groups.set(by(item), [item])
  }
  return groups
}
