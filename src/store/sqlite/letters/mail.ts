import { type Letter, type LetterId, letterOrder, senderOf } from '../../../domain/letter.ts'
import type { Job } from '../group-commit.ts'
import type { Tables } from '../tables.ts'
import { earliest } from './earliest.ts'
import { type Waiting, waiting } from './lanes.ts'
import { letterOf } from './letters.ts'
import type { ParkedLetter } from './parked.ts'
import { letterRowOf, type TimerRow } from './timers.ts'
import type { WaitingRoom } from './waiting-room.ts'

/**
 * What happens to letters once they are written: lent, settled, tried again, parked. `diedAt` (epoch ms): when the last
 * process wrote last, where it died; what was due by then it may have had in hand.
 */
export function createMail(tables: Tables, room: WaitingRoom, diedAt: number | undefined) {
  const { actors, letters, timers, parked } = tables
  for (const letter of letters.all()) {
    letter.again = diedAt !== undefined && letter.dueAt <= diedAt
    room.keep(letter)
  }

  const isLent = ({ owner, revision, n }: Pick<TimerRow, 'owner' | 'revision' | 'n'>) =>
    room.find(`${owner}@${revision}#${n}`, owner) !== undefined

  function lendTimer(row: TimerRow, now: number, leaseMs: number): Letter {
    const letter = letterRowOf(row)
    const { revision, n, attempts, due: dueAt, slot } = letter
    const own = { from: row.owner, to: row.owner, key: row.actor, row: undefined }
    const known = { revision, n, attempts, dueAt, slot: slot ?? undefined }
    room.lend(waiting(own, known), now, leaseMs)
    return letterOf(row.owner, letter)
  }

  function lendLetter(now: number, leaseMs: number): Letter | undefined {
    const next = room.lendNext(now, leaseMs)
    const row = next && letters.read(next)
    if (next && !row) room.remove(next)
    return next && row && { ...letterOf(next.from, row), ...(next.again && { again: true }) }
  }

  const settled: Change = {
    letter: (letter) => letters.remove(letter),
    timer: (key, [revision, n]) => timers.remove(key, revision, n),
    committed: (letter) => room.remove(letter),
  }

  return {
    /** Lends what is due, letters and timers together, the longest due first. */
    claim(now: number, limit: number, leaseMs: number): Letter[] {
      room.endLeases(now)
      const own = timers.due(now, limit + room.ownLent()).filter((row) => !isLent(row))
      const claimed: Letter[] = []
      while (claimed.length < limit) {
        const next = own[0]
        const letterFirst = (room.nextTurn() ?? now + 1) <= Math.min(next?.due ?? now, now)
        if (letterFirst) {
          const letter = lendLetter(now, leaseMs)
          if (letter) claimed.push(letter)
        } else if (next) {
          own.shift()
          claimed.push(lendTimer(next, now, leaseMs))
        } else break
      }
      return claimed
    },
    nextDue(slot?: string): number | undefined {
      const own = timers.next(1 + room.ownLent(), slot).find((row) => !isLent(row))?.due
      return earliest(own, slot === undefined ? room.nextDue() : room.nextDueIn(slot))
    },
    waiting(moment: number): number {
      return room.waiting(moment) + Math.max(0, timers.count(moment) - room.ownLent())
    },
    settling(id: LetterId): Job<void> {
      return new ChangeJob(tables, room, id, settled)
    },
    postponing(id: LetterId, dueAt: number): Job<void> {
      return new ChangeJob(tables, room, id, {
        letter: (letter) => letters.retry(letter, dueAt),
        timer: (key, order) => timers.retry(key, order, dueAt),
        committed: (letter) => room.retryAt(letter, dueAt),
      })
    },
    parking(id: LetterId, why: { reason: string; parkedAt: number }): Job<void> {
      return new ChangeJob(tables, room, id, {
        letter(letter) {
          const row = letters.read(letter)
          if (row) parked.insert(letter.key, row, why)
          letters.remove(letter)
        },
        timer(key, [revision, n]) {
          const row = timers.read(key, revision, n)
          if (row) parked.insert(key, row, why)
          timers.remove(key, revision, n)
        },
        committed: (letter) => room.remove(letter),
      })
    },
    parked(limit: number): ParkedLetter[] {
      return parked.oldest(limit)
    },
    unparking(id: LetterId): Job<Letter | undefined> {
      return {
        write() {
          const from = senderOf(id)
          const key = actors.keyOf(from)
          return key === undefined ? undefined : parked.take(key, letterOrder(id), from)
        },
      }
    },
  }
}

type Change = {
  letter(letter: Waiting): void
  timer(key: number, order: [revision: number, n: number]): void
  /** What memory has to know once it is durable. */
  committed(letter: Waiting): void
}

/** Changes a letter where it stands: among the letters to others, or else among the timers. */
class ChangeJob implements Job<void> {
  readonly #tables: Tables
  readonly #room: WaitingRoom
  readonly #id: LetterId
  readonly #change: Change

  constructor(tables: Tables, room: WaitingRoom, id: LetterId, change: Change) {
    this.#tables = tables
    this.#room = room
    this.#id = id
    this.#change = change
  }

  write(): void {
    const from = senderOf(this.#id)
    const known = this.#room.find(this.#id, from)
    if (known?.row !== undefined) return this.#change.letter(known)
    const key = this.#tables.actors.keyOf(from)
    if (key !== undefined) this.#change.timer(key, letterOrder(this.#id))
  }

  committed(): void {
    // A commit of the same batch may have taken it away in between.
    const still = this.#room.find(this.#id, senderOf(this.#id))
    if (still) this.#change.committed(still)
  }
}
