import type { ActorId } from '../../../domain/actor.ts'
import { grouped } from '../../copyable.ts'
import type { ActorDocument } from '../document.ts'
import type { Collection, Db, Filter } from '../driver.ts'

/**
 * The collections that actors' documents stand in: tickets, which many indexes find, in one of their own. The server
 * weighs each index of a collection at each write, also those that hold nothing of the document.
 */
export const homes = ['actors', 'cases'] as const
export type Home = (typeof homes)[number]

/** The actors that are tickets. */
export const tickets = { $gte: 'ticket:' as ActorId, $lt: 'ticket;' as ActorId }

/** Told by the name alone, so that whoever knows an actor asks one collection. */
export function homeOf(actor: ActorId): Home {
  return actor.startsWith(tickets.$gte) ? 'cases' : 'actors'
}

export function isHome(name: string): name is Home {
  return (homes as readonly string[]).includes(name)
}

/** The moments that all actors are asked in the order of. */
const moments = {
  nextDue: ({ nextDue }: ActorDocument) => nextDue!,
  'desk.parkedSince': ({ desk }: ActorDocument) => desk.parkedSince!,
} as const

export type Order = { sort?: keyof typeof moments; limit?: number }
type Asked = Order & { fields?: readonly string[] | undefined }

/** The documents of all actors, wherever they stand. */
export type Actors = ReturnType<typeof createActors>

export function createActors(db: Db) {
  const actors = db.collection<ActorDocument>('actors')
  const cases = db.collection<ActorDocument>('cases')
  const all = [actors, cases] as const
  const of = (actor: ActorId) => (homeOf(actor) === 'cases' ? cases : actors)

  return {
    of,
    /** Tickets alone. */
    cases,
    /** Those of them that are there, in no order. */
    async some(
      ids: readonly ActorId[],
      options: Parameters<Collection<ActorDocument>['find']>[1],
    ): Promise<ActorDocument[]> {
      const asked = [...grouped(ids, of)].map(([home, some]) =>
        home.find({ _id: { $in: some } }, options).toArray(),
      )
      return (await Promise.all(asked)).flat()
    },
    /** The first ones of all; where fields are named, the others may be missing. */
    async find(
      filter: Filter<ActorDocument>,
      { sort, limit, fields }: Asked = {},
    ): Promise<ActorDocument[]> {
      const asked = all.map((home) => {
        const cursor = home.find(filter, onlyFields(fields, sort))
        if (sort) cursor.sort({ [sort]: 1 })
        if (limit !== undefined) cursor.limit(limit)
        return cursor.toArray()
      })
      const docs = (await Promise.all(asked)).flat()
      const at = sort && moments[sort]
      if (at) docs.sort((a, b) => at(a) - at(b))
      return docs.slice(0, limit)
    },
    async count(filter: Filter<ActorDocument>): Promise<number> {
      return sum(await Promise.all(all.map((home) => home.countDocuments(filter))))
    },
    /** How many there are, as far as the database knows without looking. */
    async size(): Promise<number> {
      return sum(await Promise.all(all.map((home) => home.estimatedDocumentCount())))
    },
    /** All from this name on, by name. */
    async *from(first: ActorId, fields?: readonly string[]): AsyncIterable<ActorDocument> {
      const parts = [
        { home: actors, _id: { $lt: tickets.$gte } },
        { home: cases, _id: tickets },
        { home: actors, _id: { $gte: tickets.$lt } },
      ]
      for (const { home, _id } of parts) {
        yield* home
          .find({ $and: [{ _id: { $gte: first } }, { _id }] }, onlyFields(fields))
          .sort({ _id: 1 })
      }
    },
  }
}

/** As a question says which fields it is about. */
export function onlyFields(fields: readonly string[] | undefined, sort?: string) {
  if (!fields) return {}
  const all = sort ? [...fields, sort] : fields
  return { projection: Object.fromEntries(['_id', ...all].map((field) => [field, 1])) }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
