import type { ActorId } from '../../../domain/actor.ts'
import { StoreUnavailableError } from '../../port.ts'
import type { ActorDocument } from '../document.ts'
import type { Filter } from '../driver.ts'
import { current, type Forms } from '../forms.ts'
import { type Actors, type Order, onlyFields } from './homes.ts'

/** Documents of actors, in the form this desk knows. Where fields are named, the others may be missing. */
export type ActorReader = ReturnType<typeof createActorReader>

export function createActorReader(actors: Actors, forms: Forms) {
  /** A part of a document cannot be led from form to form: of those in another one all is read. */
  async function inForm(doc: ActorDocument, fields: readonly string[] | undefined) {
    if (doc.desk.format === forms.newest) return doc
    const whole = fields ? await actors.of(doc._id).findOne({ _id: doc._id }) : doc
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
      const doc = await actors.of(_id).findOne({ _id }, onlyFields(withForm(fields)))
      return doc ? inForm(doc, fields) : undefined
    },
    /** Those of them that this desk can read. */
    async some(
      filter: Filter<ActorDocument>,
      order: Order = {},
      fields?: readonly string[],
    ): Promise<ActorDocument[]> {
      const docs = await actors.find(filter, { ...order, fields: withForm(fields) })
      const read = await Promise.all(docs.map((doc) => ifReadable(doc, fields)))
      return read.filter((doc) => doc !== undefined)
    },
    current: (doc: ActorDocument) => current(doc, forms),
  }
}

function withForm(fields: readonly string[] | undefined): readonly string[] | undefined {
  return fields && [...fields, 'desk.format', 'desk.readableFrom']
}
