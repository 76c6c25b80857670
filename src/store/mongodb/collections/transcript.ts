import type { ActorId } from '../../../domain/actor.ts'
import type { Line } from '../../../domain/commit.ts'
import type { KeptLine } from '../document.ts'
import type { Collection } from '../driver.ts'
import { isOnlyDuplicates } from '../faults.ts'
import type { ActorReader } from './actors.ts'

export type LineDocument = KeptLine & {
  _id: string
  actor: ActorId
  at: Date
  by: string
  about?: string
}

/**
 * What was said or what happened. Lines begin in their actor's document, written by the commit that says them, and
 * move here in order; whoever reads looks there first and then here, so that none is missed on its way.
 */
export function createTranscript(
  lines: Collection<LineDocument>,
  actors: Pick<ActorReader, 'one'>,
) {
  async function fresh(actor: ActorId): Promise<{ known: readonly KeptLine[]; erasedTo: number }> {
    const doc = await actors.one(actor, ['desk.lines', 'desk.erasedTo'])
    return { known: doc?.desk.lines ?? [], erasedTo: doc?.desk.erasedTo ?? 0 }
  }

  return {
    /** Lines that are there already are the same ones: moved by another process, or by a try whose answer was lost. */
    async keep(actor: ActorId, moved: readonly KeptLine[]): Promise<void> {
      const docs = moved.map((kept) => documentOf(actor, kept))
      await lines.insertMany(docs, { ordered: false }).catch((error) => {
        if (!isOnlyDuplicates(error)) throw error
      })
    },
    async after(actor: ActorId, seq: number, limit: number): Promise<Line[]> {
      const { known, erasedTo } = await fresh(actor)
      const from = Math.max(seq, erasedTo)
      const first = known[0]?.seq ?? 1
      const older =
        first <= from + 1
          ? []
          : await lines
              .find({ _id: { $gt: place(actor, from), $lt: place(actor, first) } })
              .sort({ _id: 1 })
              .limit(limit)
              .toArray()
      return [...older, ...known.filter((kept) => kept.seq > seq)].slice(0, limit).map(lineOf)
    },
    async last(actor: ActorId, limit: number): Promise<Line[]> {
      const { known, erasedTo } = await fresh(actor)
      const first = known[0]?.seq ?? 1
      const missing = Math.min(limit - known.length, first - 1 - erasedTo)
      const older =
        missing <= 0
          ? []
          : await lines
              .find({ _id: { $gt: place(actor, erasedTo), $lt: place(actor, first) } })
              .sort({ _id: -1 })
              .limit(missing)
              .toArray()
      return [...older.reverse(), ...known].slice(-limit).map(lineOf)
    },
    /** The ids of the files that the lines up to `seq` name. */
    async named(actor: ActorId, seq: number): Promise<string[]> {
      const docs = await lines.find(upTo(actor, seq)).toArray()
      return docs.flatMap((doc) => lineOf(doc).files ?? []).map(({ id }) => id)
    },
    async remove(actor: ActorId, seq: number): Promise<void> {
      await lines.deleteMany(upTo(actor, seq))
    },
    /** Takes the words out of the lines of rooms that are about the actor; answers of how many. */
    async forgetAbout(about: ActorId): Promise<number> {
      const docs = await lines.find({ about, actor: inRooms }).toArray()
      const updates = docs.map(({ _id, line }) => ({
        updateOne: { filter: { _id }, update: { $set: { line: wordless(line) } } },
      }))
      if (updates.length > 0) await lines.bulkWrite(updates, { ordered: false })
      return docs.length
    },
  }
}

/** The actors that are rooms. */
export const inRooms = { $gte: 'room:' as ActorId, $lt: 'room;' as ActorId }

/** The line without what was said on it. */
export function wordless(line: string): string {
  const {
    text: _text,
    buttons: _buttons,
    press: _press,
    files: _files,
    ...rest
  }: Line = JSON.parse(line)
  return JSON.stringify(rest)
}

function upTo(actor: ActorId, seq: number) {
  return { _id: { $gt: place(actor, 0), $lte: place(actor, seq) } }
}

/** Sorts by actor, then by running number. */
function place(actor: ActorId, seq: number): string {
  return `${actor}#${String(seq).padStart(9, '0')}`
}

function documentOf(actor: ActorId, { seq, line }: KeptLine): LineDocument {
  const { at, by, about } = JSON.parse(line) as Line
  const known = { actor, seq, at: new Date(at), by, ...(about === undefined ? {} : { about }) }
  return { _id: place(actor, seq), ...known, line }
}

function lineOf({ line }: KeptLine): Line {
  return JSON.parse(line)
}
