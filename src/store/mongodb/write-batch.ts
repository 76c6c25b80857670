import type { ActorId } from '../../domain/actor.ts'
import { grouped } from '../copyable.ts'
import { type Actors, homeOf } from './collections/homes.ts'
import { deltaOf } from './delta.ts'
import type { ActorDocument } from './document.ts'
import { confirmed, type Db, MongoWriteConcernError } from './driver.ts'
import { current, type Forms, isAsStored } from './forms.ts'
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
  readonly #actors: Actors
  readonly #db: Db
  readonly #forms: Forms

  constructor(db: Db, actors: Actors, forms: Forms) {
    this.#db = db
    this.#actors = actors
    this.#forms = forms
  }

  /** From the primary, as a majority has it: anything less is no proof of what was written. */
  async look(turns: readonly Turn[]): Promise<void> {
    const ids = turns.map(({ actor }) => actor)
    const docs = await this.#actors.some(ids, {
      readPreference: 'primary',
      readConcern: { level: 'majority' },
    })
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

  /**
   * Each document only where it is as it was read. What is not surely written is in doubt.
   *
   * Bare commands: a bulk write of the driver is remembered by the server, document by document, so that it can be asked
   * for again. The marks are the better proof, and cost no second write.
   */
  async write(turns: readonly Turn[]): Promise<void> {
    const byHome = grouped(turns, ({ actor }) => homeOf(actor))
    const sent = await Promise.allSettled(
      [...byHome].flatMap(([home, some]) => {
        const fresh = some.filter(isNew)
        const known = some.filter((turn) => !isNew(turn))
        return [
          fresh.length && this.#send(fresh, { insert: home, documents: fresh.map(nextOf) }),
          known.length && this.#send(known, { update: home, updates: known.map(updateOf) }),
        ]
      }),
    )
    for (const one of sent) if (one.status === 'rejected') throw one.reason
  }

  async #send(turns: readonly Turn[], command: Record<string, unknown>): Promise<void> {
    for (const turn of turns) turn.doubt()
    const answer = (await this.#db.command({
      ...command,
      ordered: false,
      writeConcern: confirmed,
    })) as Answer
    const { n, writeErrors = [], writeConcernError } = answer
    for (const { index, ...why } of writeErrors) refuse(turns[index]!, why)
    const refused = new Set(writeErrors.map(({ index }) => index))
    if (writeConcernError) {
      // Not the writes were refused but their confirmation failed: no use in asking again at once.
      if (refused.size === 0) throw new MongoWriteConcernError({ ...answer, writeConcernError })
    } else if (n === turns.length - refused.size) {
      for (const [i, turn] of turns.entries()) if (!refused.has(i)) turn.succeed()
    }
  }
}

function isNew({ doc }: Turn): boolean {
  return !doc || doc === 'unknown'
}

function nextOf({ next }: Turn): ActorDocument {
  return next!
}

function updateOf({ actor, doc, next }: Turn) {
  const before = doc as ActorDocument
  const u = isAsStored(before) ? deltaOf(before, next!) : next!
  return { q: asRead(actor, before), u }
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
