import { StoreUnavailableError } from '../port.ts'
import type { ActorDocument, Machinery } from './document.ts'

/**
 * The forms of actors' documents that a desk knows. What no step may change: `_id`, `nextDue`, and of the machinery
 * `format`, `readableFrom`, `mark`, `marks` and `writes`: desks of all forms find and guard documents by them. A field
 * that lists ask for is written one form before it is asked for.
 */
export type Forms = {
  /** The one it writes. */
  newest: number
  /** Desks that know this form, or a later one, read what this desk writes. */
  readableFrom: number
  /** From each older form to the next. Pure; what has the next form already, for the most part, comes to no harm. */
  steps: Readonly<Record<number, (doc: ActorDocument) => ActorDocument>>
}

/** The forms of this version of the desk. */
export const forms: Forms = { newest: 1, readableFrom: 1, steps: {} }

/** What a document says of its own form. */
export type Stamp = Pick<Machinery, 'format' | 'readableFrom'>

export function stampOf({ newest, readableFrom }: Forms): Stamp {
  return { format: newest, ...(readableFrom < newest ? { readableFrom } : {}) }
}

/** Documents led here from another form: the database has them as they were. */
const led = new WeakSet<ActorDocument>()

/** False where what was read is no longer what the database has. */
export function isAsStored(doc: ActorDocument): boolean {
  return !led.has(doc)
}

/** The document in the newest form this desk knows. Throws where a newer desk wrote it in one that it cannot read. */
export function current(doc: ActorDocument, known: Forms): ActorDocument {
  const { format } = doc.desk
  if (format === known.newest) return doc
  if (format > known.newest && (doc.desk.readableFrom ?? format) > known.newest) {
    throw new StoreUnavailableError(
      `${doc._id} was written by a newer version of the desk (form ${format}, this one knows ${known.newest}); start that version here as well`,
    )
  }
  let next = doc
  for (let form = format; form < known.newest; form++) {
    const step = known.steps[form]
    if (!step) throw new Error(`${doc._id}: no way leads on from its form ${form}`)
    next = step(next)
  }
  const { readableFrom: _older, ...desk } = next.desk
  const here = { ...next, desk: { ...desk, ...stampOf(known) } }
  led.add(here)
  return here
}
