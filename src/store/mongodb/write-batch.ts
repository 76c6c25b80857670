import type { ActorDocument } from './document.ts'
import { type Collection, MongoBulkWriteError } from './driver.ts'
import type { Turn } from './turn.ts'

const duplicate = 11_000

/** The two commands that all writes to actors are made of. */
export class WriteBatch {
  readonly #actors: Collection<ActorDocument>

  constructor(actors: Collection<ActorDocument>) {
    this.#actors = actors
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
    for (const turn of turns) turn.looked(found.get(turn.actor))
  }

  /** One unordered command; each document only where it is as it was read. What is not surely written is in doubt. */
  async write(turns: readonly Turn[]): Promise<void> {
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
  const { mark, writes } = doc.desk
  const filter = { _id: actor, 'desk.mark': mark, 'desk.writes': writes }
  return { replaceOne: { filter, replacement: next! } }
}

/** Somebody was faster with the actor: look again. Anything else will not get better by another attempt. */
function refuse(turn: Turn, { code, errmsg }: { code: number; errmsg: string | undefined }): void {
  if (code === duplicate && !errmsg?.includes('ticket_number')) return
  const number = turn.next?.number
  turn.fail(
    code === duplicate
      ? new Error(`${turn.actor}: the number ${number} is another ticket's`)
      : new Error(`${turn.actor}: the database refused its document (${code}: ${errmsg})`),
  )
}
