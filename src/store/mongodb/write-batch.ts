import type { ActorId } from '../../domain/actor.ts'
import type { ActorDocument } from './document.ts'
import {
  type Collection,
  confirmed,
  type Db,
  MongoBulkWriteError,
  MongoWriteConcernError,
} from './driver.ts'
import { current, type Forms } from './forms.ts'
import type { Turn } from './turn.ts'

const duplicate = 11_000

/** What the database answers to the bare command. */
type Answer = {
  ok: number
  n: number
  writeErrors?: readonly { index: number; code: number; errmsg?: string }[]
  writeConcernError?: { code: number; errmsg: string }
}

/** The commands that all writes to actors are made of. */
export class WriteBatch {
  readonly #actors: Collection<ActorDocument>
  readonly #db: Db
  readonly #forms: Forms

  constructor(db: Db, actors: Collection<ActorDocument>, forms: Forms) {
    this.#db = db
    this.#actors = actors
    this.#forms = forms
  }

  /** From the primary, as a majority has it: anything less is no proof of what was written. */
  async look(turns: readonly Turn[]): Promise<void> {
    const ids = turns.map(({ actor }) => actor)
    const docs = await this.#actors
      .find(
        { _id: { $in: ids } },
        { readPreference: 'primary', readConcern: { level: 'majority' } },
      )
      .toArray()
    const found = new Map(docs.map((doc) => [doc._id, doc]))
    for (const turn of turns) {
      const doc = found.get(turn.actor)
      try {
        turn.looked(doc && current(doc, this.#forms))
      } catch (error) {
        turn.fail(error)
      }
    }
  }

  /** Each document only where it is as it was read. What is not surely written is in doubt. */
  write(turns: readonly Turn[]): Promise<void> {
    const [first] = turns
    return first && turns.length === 1 ? this.#writeOne(first) : this.#writeMany(turns)
  }

  /**
   * Who is alone waits for nothing but this: the bare command is less work for the driver than a bulk
   * write, and the server need not remember it for a retry: the marks are the better proof.
   */
  async #writeOne(turn: Turn): Promise<void> {
    turn.doubt()
    const answer = (await this.#db.command({
      ...commandOf(turn, this.#actors.collectionName),
      writeConcern: confirmed,
    })) as Answer
    const { n, writeErrors = [], writeConcernError } = answer
    for (const refused of writeErrors) refuse(turn, refused)
    if (writeErrors.length > 0) return
    if (writeConcernError) throw new MongoWriteConcernError({ ...answer, writeConcernError })
    if (n === 1) turn.succeed()
  }

  /** One unordered command. */
  async #writeMany(turns: readonly Turn[]): Promise<void> {
    try {
      const { matchedCount, insertedCount } = await this.#actors.bulkWrite(turns.map(operation), {
        ordered: false,
      })
      const all = matchedCount + insertedCount === turns.length
      for (const turn of turns) {
        if (all) turn.succeed()
        else turn.doubt()
      }
    } catch (error) {
      for (const turn of turns) turn.doubt()
      if (!(error instanceof MongoBulkWriteError)) throw error
      const refused = [error.writeErrors].flat()
      for (const { index, code, errmsg } of refused) refuse(turns[index]!, { code, errmsg })
      // Not this write was refused but its confirmation failed: no use in asking again at once.
      if (refused.length === 0) throw error
    }
  }
}

function operation({ actor, doc, next }: Turn) {
  if (!doc || doc === 'unknown') return { insertOne: { document: next! } }
  return { replaceOne: { filter: asRead(actor, doc), replacement: next! } }
}

function commandOf({ actor, doc, next }: Turn, collection: string) {
  if (!doc || doc === 'unknown') return { insert: collection, documents: [next!] }
  return { update: collection, updates: [{ q: asRead(actor, doc), u: next! }] }
}

function asRead(actor: ActorId, { desk }: ActorDocument) {
  return { _id: actor, 'desk.mark': desk.mark, 'desk.writes': desk.writes }
}

/** Somebody was faster with the actor: look again. Anything else will not get better by another attempt. */
function refuse(turn: Turn, { code, errmsg }: { code: number; errmsg?: string | undefined }): void {
  if (code === duplicate && !errmsg?.includes('ticket_number')) return
  const number = turn.next?.number
  turn.fail(
    code === duplicate
      ? new Error(`${turn.actor}: the number ${number} is another ticket's`)
      : new Error(`${turn.actor}: the database refused its document (${code}: ${errmsg})`),
  )
}
