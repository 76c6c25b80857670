import type { ActorId } from '../../../domain/actor.ts'
import { StoreUnavailableError } from '../../port.ts'
import type { ActorDocument } from '../document.ts'
import type { Collection, Filter } from '../driver.ts'
import { current, type Forms } from '../forms.ts'

type Order = { sort?: Record<string, 1 | -1>; limit?: number }

/** Documents of actors, in the form this desk knows. Where fields are named, the others may be missing. */
export type ActorReader = ReturnType<typeof createActorReader>

export function createActorReader(actors: Collection<ActorDocument>, forms: Forms) {
  /** A part of a document cannot be led from form to form: of those in another one all is read. */
  async function inForm(doc: ActorDocument, fields: readonly string[] | undefined) {
    if (doc.desk.format === forms.newest) return doc
    const whole = fields ? await actors.findOne({ _id: doc._id }) : doc
    return whole ? current(whole, forms) : undefined
  }

  /** `undefined` for those that only newer desks read: they are theirs. */
  async function ifReadable(doc: ActorDocument, fields: readonly string[] | undefined) {
    try {
      return await inForm(doc, fields)
    } catch (error) {
      if (error instanceof StoreUnavailableError) return undefined
      throw error
    }
  }

  return {
    /** Throws where only newer desks can read it. */
    async one(_id: ActorId, fields?: readonly string[]): Promise<ActorDocument | undefined> {
      const doc = await actors.findOne({ _id }, options(fields))
      return doc ? inForm(doc, fields) : undefined
    },
    /** Those of them that this desk can read. */
    async some(
      filter: Filter<ActorDocument>,
      { sort, limit }: Order = {},
      fields?: readonly string[],
    ): Promise<ActorDocument[]> {
      const cursor = actors.find(filter, options(fields))
      if (sort) cursor.sort(sort)
      if (limit !== undefined) cursor.limit(limit)
      const docs = await cursor.toArray()
      const read = await Promise.all(docs.map((doc) => ifReadable(doc, fields)))
      return read.filter((doc) => doc !== undefined)
    },
    current: (doc: ActorDocument) => current(doc, forms),
  }
}

function options(fields: readonly string[] | undefined) {
  if (!fields) return {}
  const all = [...fields, 'desk.format', 'desk.readableFrom']
  return { projection: Object.fromEntries(all.map((field) => [field, 1])) }
}
