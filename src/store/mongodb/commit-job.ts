import type { ActorId } from '../../domain/actor.ts'
import type { Commit, CommitItem, Line } from '../../domain/commit.ts'
import type { Letter } from '../../domain/letter.ts'
import type { CommitOutcome } from '../port.ts'
import { dated } from './dated.ts'
import {
  type ActorDocument,
  find,
  type KeptLetter,
  type KeptParked,
  keptOf,
  lend,
  letterOf,
  type Machinery,
} from './document.ts'
import type { Stamp } from './forms.ts'
import type { Changed } from './job.ts'
import type { Holder } from './letters/holder.ts'
import { standsBehind } from './letters/lanes.ts'
import { ticketDocument, urgencyOf } from './tickets/document.ts'
import { wellFormed } from './well-formed.ts'

/** How long a letter that its own commit hands over may take before it is handed over again. */
const firstLeaseMs = 60_000

export type CommitParts = {
  record: string
  now: number
  holder: Holder
  /** True when the key it answers is not among those that have moved out of the document. */
  isNewKey: boolean
  /** What a document that is made now says of its form. */
  stamp: Stamp
}

/** As the port has it; or nothing was decided, because the key may be one that has moved out of the document. */
export type CommitResult = CommitOutcome | { outcome: 'look for the key' }

/** One actor's commit, as a change of its document: all of it, or nothing and why. */
export function commitOn(
  doc: ActorDocument | undefined,
  item: CommitItem,
  parts: CommitParts,
): Changed<CommitResult> {
  const refusal = refusalOf(doc, item, parts)
  if (refusal) return { result: { outcome: refusal } }
  const { actor, commit } = item
  const revision = item.revision + 1
  const posted = post(doc, item)
  const { letters, lent } = handOver(actor, posted, parts)
  const kept = commit.erases ? undefined : doc?.desk
  const desk: Machinery = {
    ...(doc?.desk ?? { ...parts.stamp, writes: 0, mark: '', marks: [] }),
    revision,
    record: parts.record,
    letters,
    parked: [...(kept?.parked ?? []), ...parkedOf(item, parts.now)],
    lines: [...(kept?.lines ?? []), ...commit.lines.map(keptLine)],
    ...(doc && commit.erases ? erasedFrom(doc, item) : {}),
    keys: keysAfter(doc, commit, parts.now),
    ...(commit.view ? urgencyOf(commit.view) : {}),
  }
  const top = commit.view ? ticketDocument(commit.view) : fieldsOf(doc)
  const pending = letters.filter(({ to }) => to !== actor).length
  return {
    doc: dated({ ...top, _id: actor, desk }),
    result: { outcome: 'done', revision, letters: lent, pending },
  }
}

type Refusal = Exclude<CommitResult['outcome'], 'done'>

function refusalOf(
  doc: ActorDocument | undefined,
  { actor, revision, commit }: CommitItem,
  { holder, isNewKey, now }: CommitParts,
): Refusal | undefined {
  const { answers, consumed } = commit
  if (consumed) {
    const key = wellFormed(consumed.key)
    if (doc?.desk.keys.some((known) => known.key === key)) return 'seen'
    if (!isNewKey && (doc?.desk.keysMovedUntil ?? 0) >= now) return 'look for the key'
  }
  if (answers) {
    const letter = doc && find(doc, answers)
    if (!letter || letter.to !== actor || !holder.owns(actor, letter)) return 'gone'
  }
  return (doc?.desk.revision ?? 0) === revision ? undefined : 'stale'
}

type Posted = { letters: KeptLetter[]; fresh: ReadonlySet<KeptLetter> }

/** The letters there are after this commit, in the order they were written. */
function post(doc: ActorDocument | undefined, { revision, commit }: CommitItem): Posted {
  const answered = doc && commit.answers ? find(doc, commit.answers) : undefined
  let letters = (doc?.desk.letters ?? []).filter(
    (letter) =>
      letter !== answered && (letter.slot === undefined || !commit.cancels.includes(letter.slot)),
  )
  const fresh = new Set<KeptLetter>()
  for (const [n, letter] of commit.letters.entries()) {
    if (commit.parked?.includes(n)) continue
    const kept = keptOf(letter, revision + 1, n)
    if (kept.slot !== undefined) letters = letters.filter(({ slot }) => slot !== kept.slot)
    letters.push(kept)
    fresh.add(kept)
  }
  return { letters, fresh }
}

/** Lends the fresh letters that are due to the one who commits, unless they have to wait in their lane. */
function handOver(actor: ActorId, { letters, fresh }: Posted, { now, holder }: CommitParts) {
  const after: KeptLetter[] = []
  const lent: Letter[] = []
  for (const letter of letters) {
    const lane = { to: letter.to, now, holder: holder.name }
    const waits = letter.due > now || (letter.to !== actor && standsBehind(after, lane))
    if (!fresh.has(letter) || waits) after.push(letter)
    else {
      after.push(lend(letter, { by: holder.name, until: now + firstLeaseMs }))
      lent.push(letterOf(actor, letter))
    }
  }
  return { letters: after, lent }
}

function parkedOf({ revision, commit }: CommitItem, at: number): KeptParked[] {
  return (commit.parked ?? []).flatMap((n) => {
    const letter = commit.letters[n]
    return letter
      ? [{ ...keptOf(letter, revision + 1, n), reason: 'could not be stepped', at }]
      : []
  })
}

/** What the erasing commit leaves to be swept: the lines that have moved, and the files of those that have not. */
function erasedFrom({ desk }: ActorDocument, { commit }: CommitItem) {
  const first = commit.lines[0]?.seq
  const last = desk.lines.at(-1)?.seq ?? desk.erasedTo ?? 0
  const named = desk.lines.flatMap(({ line }) => (JSON.parse(line) as Line).files ?? [])
  return {
    erasedTo: first === undefined ? last : first - 1,
    unwanted: [...(desk.unwanted ?? []), ...named.map(({ id }) => id)],
  }
}

function keptLine(line: Commit['lines'][number]) {
  return { seq: line.seq, line: JSON.stringify(line) }
}

/** The keys whose time is not over, and this commit's. */
function keysAfter(doc: ActorDocument | undefined, { consumed }: Commit, now: number) {
  const keys = (doc?.desk.keys ?? []).filter(({ until }) => until >= now)
  if (consumed) keys.push({ key: wellFormed(consumed.key), until: consumed.keepUntil })
  return keys
}

function fieldsOf(doc: ActorDocument | undefined) {
  if (!doc) return {}
  const { desk: _desk, nextDue: _nextDue, ...fields } = doc
  return fields
}
