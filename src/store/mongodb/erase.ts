import type { ActorId } from '../../domain/actor.ts'
import { inRooms, wordless } from './collections/transcript.ts'
import type { Collections } from './collections.ts'
import type { ActorDocument, ErasureDocument } from './document.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Changed } from './job.ts'

/**
 * An erasure is carried out again by the prunings of so long, in ms: a process that was moving a line when it was
 * erased may have put it into the transcript after it was swept.
 */
const sweptAgainMs = 600_000

/** Removes for good what a commit has erased, or somebody wants forgotten. */
export function createErasing(
  {
    actors,
    reader,
    transcript,
    files,
    erasures,
  }: Pick<Collections, 'actors' | 'reader' | 'transcript' | 'files' | 'erasures'>,
  writes: GroupCommit,
) {
  /** Written before what it announces, so that a death in between leaves nothing unswept. */
  async function announce(_id: ErasureDocument['_id'], at: number): Promise<void> {
    await erasures.updateOne({ _id }, { $set: { at } }, { upsert: true })
  }

  /** Removes lines and files that the actor's document calls erased. */
  async function sweepOwn(actor: ActorId): Promise<void> {
    const doc = await reader.one(actor, ['desk.erasedTo', 'desk.unwanted'])
    const { erasedTo, unwanted = [] } = doc?.desk ?? {}
    if (erasedTo === undefined) return
    await files.remove([...unwanted, ...(await transcript.named(actor, erasedTo))])
    await transcript.remove(actor, erasedTo)
    if (unwanted.length > 0) await writes.run(actor, { change: (now) => sweptOn(now, unwanted) })
  }

  async function sweepAbout(about: ActorId): Promise<number> {
    const rooms = await actors.find({ _id: inRooms }, { fields: ['_id'] })
    const changes = rooms.map(({ _id }) =>
      writes.run(_id, { change: (doc) => forgottenOn(doc, about) }),
    )
    const fresh = (await Promise.all(changes)).reduce((sum, count) => sum + count, 0)
    return fresh + (await transcript.forgetAbout(about))
  }

  return {
    announceOwn: (actor: ActorId, at: number) => announce(`own ${actor}`, at),
    sweepOwn,
    async forgetAbout(about: ActorId, at: number): Promise<number> {
      await announce(`about ${about}`, at)
      return sweepAbout(about)
    },
    /** What was announced and may not be swept yet. */
    async sweepAll(now: number): Promise<void> {
      for (const { _id, at } of await erasures.find().toArray()) {
        const [whose, actor] = [_id.slice(0, _id.indexOf(' ')), _id.slice(_id.indexOf(' ') + 1)]
        if (whose === 'own') await sweepOwn(actor as ActorId)
        else await sweepAbout(actor as ActorId)
        if (at + sweptAgainMs <= now) await erasures.deleteOne({ _id, at })
      }
    },
  }
}

function sweptOn(doc: ActorDocument | undefined, gone: readonly string[]): Changed<void> {
  if (!doc?.desk.unwanted) return { result: undefined }
  const { unwanted, ...desk } = doc.desk
  const left = unwanted.filter((id) => !gone.includes(id))
  const next = left.length > 0 ? { ...desk, unwanted: left } : desk
  return { doc: { ...doc, desk: next }, result: undefined }
}

/** The lines about somebody without their words; the answer is how many lost some. */
function forgottenOn(doc: ActorDocument | undefined, about: ActorId): Changed<number> {
  let result = 0
  const lines = (doc?.desk.lines ?? []).map((kept) => {
    if (JSON.parse(kept.line).about !== about) return kept
    const line = wordless(kept.line)
    if (line !== kept.line) result++
    return { ...kept, line }
  })
  if (!doc || result === 0) return { result }
  return { doc: { ...doc, desk: { ...doc.desk, lines } }, result }
}
