import { type Letter, type LetterId, letterOrder } from '../../../domain/letter.ts'
import { dated } from '../dated.ts'
import {
  type ActorDocument,
  find,
  idOf,
  type KeptLetter,
  type KeptParked,
  lend,
  letterOf,
  type Machinery,
} from '../document.ts'
import type { Changed } from '../job.ts'
import type { Holder } from './holder.ts'
import { claimable } from './lanes.ts'

type Found = { doc: ActorDocument; letter: KeptLetter }

/** What happens to a letter once it is written, each as a change of its sender's document. */
export function settledOn(doc: ActorDocument | undefined, id: LetterId, holder: Holder) {
  return onOwn(doc, { id, holder }, (found) => withLetters(found, () => []))
}

/** Due again at `dueAt`, one more attempt counted, the lease given back. */
export function postponedOn(
  doc: ActorDocument | undefined,
  { id, dueAt }: { id: LetterId; dueAt: number },
  holder: Holder,
) {
  return onOwn(doc, { id, holder }, (found) =>
    withLetters(found, ({ lease: _lease, ...letter }) => [
      { ...letter, due: dueAt, tries: letter.tries + 1 },
    ]),
  )
}

/** Free for anybody again, as if it had never been lent. */
export function givenBackOn(doc: ActorDocument | undefined, id: LetterId, holder: Holder) {
  return onOwn(doc, { id, holder }, (found) =>
    withLetters(found, ({ lease: _lease, ...letter }) => [letter]),
  )
}

export function parkedOn(
  doc: ActorDocument | undefined,
  { id, reason, at }: { id: LetterId; reason: string; at: number },
  holder: Holder,
) {
  return onOwn(doc, { id, holder }, (found) => {
    const { lease: _lease, ...letter } = found.letter
    const rest = withLetters(found, () => [])
    return withDesk(rest, { parked: [...rest.desk.parked, { ...letter, reason, at }] })
  })
}

export function unparkedOn(
  doc: ActorDocument | undefined,
  id: LetterId,
): Changed<Letter | undefined> {
  const [revision, n] = letterOrder(id)
  const same = (kept: KeptParked) => kept.revision === revision && kept.n === n
  const letter = doc?.desk.parked.find(same)
  if (!doc || !letter) return { result: undefined }
  const parked = doc.desk.parked.filter((kept) => kept !== letter)
  return { doc: withDesk(doc, { parked }), result: letterOf(doc._id, letter) }
}

export type Claim = { ids: ReadonlySet<LetterId>; now: number; leaseMs: number }

/** Leases those of the letters that are still anybody's to take. */
export function claimedOn(
  doc: ActorDocument | undefined,
  { ids, now, leaseMs }: Claim,
  holder: Holder,
): Changed<Letter[]> {
  if (!doc) return { result: [] }
  const free = claimable(doc._id, doc.desk.letters, now)
  const chosen = new Set(free.filter((letter) => ids.has(idOf(doc._id, letter))))
  if (chosen.size === 0) return { result: [] }
  const lease = { by: holder.name, until: now + leaseMs }
  const letters = doc.desk.letters.map((kept) => (chosen.has(kept) ? lend(kept, lease) : kept))
  return {
    doc: withDesk(doc, { letters }),
    result: [...chosen].map((letter) => ({
      ...letterOf(doc._id, letter),
      ...(letter.lease && { again: true }),
    })),
  }
}

/** Forgets the keys whose time is over; the answer is how many. */
export function prunedOn(doc: ActorDocument | undefined, now: number): Changed<number> {
  if (!doc) return { result: 0 }
  const keys = doc.desk.keys.filter(({ until }) => until >= now)
  const result = doc.desk.keys.length - keys.length
  return result === 0 ? { result } : { doc: withDesk(doc, { keys }), result }
}

/** Drops the keys that stand in their own collection. */
export function keysMovedOn(
  doc: ActorDocument | undefined,
  moved: readonly { key: string; until: number }[],
): Changed<void> {
  if (!doc) return { result: undefined }
  const gone = new Set(moved.map(({ key }) => key))
  const keys = doc.desk.keys.filter(({ key }) => !gone.has(key))
  const keysMovedUntil = Math.max(doc.desk.keysMovedUntil ?? 0, ...moved.map(({ until }) => until))
  return { doc: withDesk(doc, { keys, keysMovedUntil }), result: undefined }
}

/** Drops the lines up to `seq`, which stand in the transcript; the last one stays, so that the end is known. */
export function movedOn(doc: ActorDocument | undefined, seq: number): Changed<void> {
  if (!doc) return { result: undefined }
  const last = doc.desk.lines.at(-1)
  const lines = doc.desk.lines.filter((line) => line.seq > seq || line === last)
  if (lines.length === doc.desk.lines.length) return { result: undefined }
  return { doc: withDesk(doc, { lines }), result: undefined }
}

/** True where the letter is no longer in the hands of this process: changed as asked, or gone before. */
function onOwn(
  doc: ActorDocument | undefined,
  { id, holder }: { id: LetterId; holder: Holder },
  change: (found: Found) => ActorDocument,
): Changed<boolean> {
  const letter = doc && find(doc, id)
  if (!doc || !letter) return { result: true }
  if (!holder.owns(doc._id, letter)) return { result: false }
  return { doc: change({ doc, letter }), result: true }
}

function withLetters(
  { doc, letter }: Found,
  change: (letter: KeptLetter) => readonly KeptLetter[],
): ActorDocument {
  const letters = doc.desk.letters.flatMap((kept) => (kept === letter ? change(kept) : [kept]))
  return withDesk(doc, { letters })
}

function withDesk(doc: ActorDocument, parts: Partial<Machinery>): ActorDocument {
  return dated({ ...doc, desk: { ...doc.desk, ...parts } })
}
