import type { Commit, CommitItem } from '../../domain/commit.ts'
import { type Letter, letterOrder, type NewLetter } from '../../domain/letter.ts'
import type { CommitOutcome } from '../port.ts'
import type { Job } from './group-commit.ts'
import type { Waiting } from './lanes.ts'
import { rowOf } from './parked.ts'
import type { Tables } from './tables.ts'
import { ownWaiting } from './timers.ts'
import type { WaitingRoom } from './waiting-room.ts'

/** How long a letter that its own commit hands over may take before it is handed over again. */
const firstLeaseMs = 60_000

type Posted = { letter: NewLetter; n: number; row?: number }

/** One actor's commit as a job: `record` is its record as text, stringified once. */
export function createCommitJobs(tables: Tables, room: WaitingRoom) {
  return (item: CommitItem, record: string, now: number): Job<CommitOutcome> => {
    const { actor, revision } = item
    let key = 0
    let posted: readonly Posted[] = []

    function write(): CommitOutcome {
      const outcome = claimTurn()
      if (outcome) return { outcome }
      posted = post(item, { key, tables, room, now })
      for (const line of item.commit.lines) tables.transcript.append(key, line)
      if (item.commit.view) tables.writeTicket(key, item.commit.view)
      return { outcome: 'done', revision: revision + 1, letters: [] }
    }

    /** Writes key, answered letter and record; the answer says why it may not. */
    function claimTurn(): 'stale' | 'seen' | 'gone' | undefined {
      const known = tables.actors.keyOf(actor)
      return known === undefined ? claimFirst() : claimNext(known)
    }

    function claimFirst(): 'stale' | 'gone' | undefined {
      const { consumed, answers } = item.commit
      if (answers) return 'gone'
      if (revision !== 0) return 'stale'
      key = tables.actors.create(actor, record)
      if (consumed) tables.consumed.take(key, consumed)
      return undefined
    }

    function claimNext(known: number): 'stale' | 'seen' | 'gone' | undefined {
      const { consumed, answers } = item.commit
      key = known
      if (consumed && !tables.consumed.take(key, consumed)) return 'seen'
      if (answers && !tables.timers.remove(key, ...letterOrder(answers))) return 'gone'
      return tables.actors.advance(key, revision, record) ? undefined : 'stale'
    }

    return {
      actor,
      write,
      keeps: ({ outcome }) => outcome === 'done',
      written() {
        const stored = tables.actors.stored(actor)
        const ours = stored?.revision === revision + 1 && stored.record === record
        return ours ? { outcome: 'done', revision: revision + 1, letters: [] } : undefined
      },
      committed(result) {
        if (result.outcome !== 'done') return
        tables.actors.remember(actor, key)
        forgetReplaced(item, posted, room)
        result.letters = handOver(item, posted, { key, room, now })
      },
    }
  }
}

/** Empties slots, then writes the letters, each where it belongs. */
function post(
  { actor, revision, commit }: CommitItem,
  { key, tables, room, now }: { key: number; tables: Tables; room: WaitingRoom; now: number },
): Posted[] {
  const { timers, letters, parked } = tables
  const other = (slot: string) => {
    const letter = room.inSlot(actor, slot)
    return letter?.row === undefined ? undefined : letter
  }
  const empty = (slot: string) => {
    timers.empty(key, slot)
    const letter = other(slot)
    if (letter) letters.remove(letter)
  }
  commit.cancels.forEach(empty)
  const posted: Posted[] = []
  commit.letters.forEach((letter, n) => {
    if (commit.parked?.includes(n)) {
      const why = { reason: 'could not be stepped', parkedAt: now }
      parked.insert(key, rowOf(letter, revision + 1, n), why)
      return
    }
    if (isReplacedLater(commit, letter, n)) return
    if (letter.to === actor) {
      if (letter.slot !== undefined && other(letter.slot)) empty(letter.slot)
      timers.insert(key, revision + 1, n, letter)
      posted.push({ letter, n })
    } else {
      if (letter.slot !== undefined) empty(letter.slot)
      posted.push({ letter, n, row: letters.insert(key, revision + 1, n, letter) })
    }
  })
  return posted
}

function isReplacedLater({ letters, parked }: Commit, { slot }: NewLetter, n: number): boolean {
  if (slot === undefined) return false
  return letters.some((later, at) => at > n && later.slot === slot && !parked?.includes(at))
}

/** What memory still knows of letters that the commit removed. */
function forgetReplaced(
  { actor, commit }: CommitItem,
  posted: readonly Posted[],
  room: WaitingRoom,
): void {
  const answered = commit.answers && room.find(commit.answers, actor)
  if (answered) room.remove(answered)
  const forget = (slot: string | undefined) => {
    const letter = slot === undefined ? undefined : room.inSlot(actor, slot)
    if (letter) room.remove(letter)
  }
  commit.cancels.forEach(forget)
  for (const { letter } of posted) forget(letter.slot)
}

/** Lends the letters that are due to the one who commits, unless they have to wait in their lane. */
function handOver(
  { actor, revision }: CommitItem,
  posted: readonly Posted[],
  { key, room, now }: { key: number; room: WaitingRoom; now: number },
): Letter[] {
  const due: Letter[] = []
  for (const { letter, n, row } of posted) {
    const own = ownWaiting(key, actor, rowOf(letter, revision + 1, n))
    const waiting: Waiting = row === undefined ? own : { ...own, to: letter.to, row }
    if (letter.dueAt > now || (row !== undefined && room.standsBehind(actor, letter.to, now))) {
      if (row !== undefined) room.keep(waiting)
    } else {
      room.lend(waiting, now, firstLeaseMs)
      due.push({ ...letter, id: waiting.id, from: actor, attempts: 0 })
    }
  }
  return due
}
