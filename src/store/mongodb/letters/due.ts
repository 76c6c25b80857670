import type { ActorId } from '../../../domain/actor.ts'
import { type Letter, type LetterId, senderOf } from '../../../domain/letter.ts'
import type { ActorReader } from '../collections/actors.ts'
import type { Actors } from '../collections/homes.ts'
import { type ActorDocument, idOf, letterOf } from '../document.ts'
import { claimable } from './lanes.ts'

type Due = { id: LetterId; from: ActorId; at: number }
export type ParkedLetter = Letter & { reason: string; parkedAt: number }

/** Every moment is above this one: what the partial index of `nextDue` holds, and nothing else. */
const anyMoment = { $gte: Number.MIN_SAFE_INTEGER }

/** The letters of so many senders are counted: what is more is a standstill, however much it is. */
const countedAtMost = 1_000

/** Finds whose letters are due, by the earliest moment each actor's document tells. */
export function createDueQuery(actors: Actors, reader: ActorReader) {
  return {
    /** The documents of the actors with something due, the longest due first. */
    async documents(now: number, limit: number): Promise<ActorDocument[]> {
      return reader.some({ nextDue: { $lte: now } }, { sort: 'nextDue', limit })
    },
    async next(): Promise<number | undefined> {
      const [first] = await actors.find(
        { nextDue: anyMoment },
        { sort: 'nextDue', limit: 1, fields: ['nextDue'] },
      )
      return first?.nextDue
    },
    async nextIn(slot: string): Promise<number | undefined> {
      const docs = await reader.some({ nextDue: anyMoment, 'desk.letters.slot': slot }, {}, [
        'desk.letters',
      ])
      const moments = docs.flatMap(({ desk }) =>
        desk.letters.filter((letter) => letter.slot === slot).map((letter) => momentOf(letter)),
      )
      return moments.length ? Math.min(...moments) : undefined
    },
    async waiting(moment: number): Promise<number> {
      const fields = ['revision', 'n', 'to', 'due', 'tries', 'lease'] as const
      const docs = await actors.find(
        { nextDue: { $lte: moment } },
        { limit: countedAtMost, fields: fields.map((field) => `desk.letters.${field}`) },
      )
      return docs.reduce(
        (sum, { _id, desk }) => sum + claimable(_id, desk.letters, moment).length,
        0,
      )
    },
    async parked(limit: number): Promise<ParkedLetter[]> {
      const docs = await reader.some(
        { 'desk.parkedSince': anyMoment },
        { sort: 'desk.parkedSince', limit },
        ['desk.parked'],
      )
      return docs
        .flatMap(({ _id, desk }) =>
          desk.parked.map((kept) => ({
            ...letterOf(_id, kept),
            reason: kept.reason,
            parkedAt: kept.at,
          })),
        )
        .sort((a, b) => a.parkedAt - b.parkedAt)
        .slice(0, limit)
    },
    /** The actors that keep keys whose time is over. */
    async withOldKeys(now: number, limit: number): Promise<ActorId[]> {
      const docs = await actors.find({ 'desk.keysUntil': { $lt: now } }, { limit, fields: ['_id'] })
      return docs.map(({ _id }) => _id)
    },
  }
}

/** The letters of these documents that are anybody's to take, the longest due first, by their sender. */
export function chooseDue(
  docs: readonly ActorDocument[],
  { now, limit }: { now: number; limit: number },
): ReadonlyMap<ActorId, ReadonlySet<LetterId>> {
  const due: Due[] = docs.flatMap(({ _id, desk }) =>
    claimable(_id, desk.letters, now).map((letter) => ({
      id: idOf(_id, letter),
      from: _id,
      at: letter.due,
    })),
  )
  const chosen = new Map<ActorId, Set<LetterId>>()
  for (const { id } of due.sort((a, b) => a.at - b.at).slice(0, limit)) {
    const from = senderOf(id)
    chosen.set(from, (chosen.get(from) ?? new Set()).add(id))
  }
  return chosen
}

function momentOf({ due, lease }: { due: number; lease?: { until: number } }): number {
  return lease?.until ?? due
}
