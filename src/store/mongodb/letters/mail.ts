import type { ActorId } from '../../../domain/actor.ts'
import { type Letter, type LetterId, senderOf } from '../../../domain/letter.ts'
import type { Collections } from '../collections.ts'
import type { ActorDocument } from '../document.ts'
import type { GroupCommit } from '../group-commit.ts'
import type { Changed } from '../job.ts'
import type { Known } from '../known.ts'
import {
  claimedOn,
  givenBackOn,
  keysMovedOn,
  movedOn,
  parkedOn,
  postponedOn,
  prunedOn,
  settledOn,
  unparkedOn,
} from './changes.ts'
import { chooseDue, createDueQuery, type ParkedLetter } from './due.ts'
import { Leases } from './holder.ts'

/** So many actors are looked at in one go when old keys are forgotten. */
const slice = 500

type MailParts = Pick<Collections, 'actors' | 'reader'> & { known: Known; writes: GroupCommit }
type Change<T> = (doc: ActorDocument | undefined) => Changed<T>

export type Mail = ReturnType<typeof createMail>

/** What happens to letters once they are written: lent, settled, tried again, parked. */
export function createMail({ actors, reader, known, writes }: MailParts) {
  const due = createDueQuery(actors, reader)
  const holder = new Leases()
  /** The latest moment anybody told; epoch ms. */
  let latest = 0

  /** The letter leaves this process with the change; it may wait a moment for another write of its sender. */
  async function leave(id: LetterId, change: Change<boolean>): Promise<void> {
    if (await writes.run(senderOf(id), { change }, 'later')) holder.left(id)
  }

  async function lend(from: ActorId, change: Change<Letter[]>): Promise<Letter[]> {
    return writes.run(from, {
      change,
      written: (_lent, doc) => holder.took(from, doc?.desk.letters ?? []),
    })
  }

  return {
    holder,
    /** Told with each commit: what is parked is dated by it. */
    noteTime(now: number): void {
      latest = Math.max(latest, now)
    },
    latest: () => latest,
    async claim(now: number, limit: number, leaseMs: number): Promise<Letter[]> {
      latest = Math.max(latest, now)
      // What rests is settled first: a letter must not be given again because its settlement was slow.
      await writes.rested()
      const docs = await due.documents(now, limit)
      for (const doc of docs) known.read(doc._id, doc)
      const chosen = chooseDue(docs, { now, limit })
      const lent = await Promise.all(
        [...chosen].map(([from, ids]) =>
          lend(from, (doc) => claimedOn(doc, { ids, now, leaseMs }, holder)),
        ),
      )
      return lent.flat().sort((a, b) => a.dueAt - b.dueAt)
    },
    async nextDue(slot?: string): Promise<number | undefined> {
      await writes.rested()
      return slot === undefined ? due.next() : due.nextIn(slot)
    },
    waiting: (moment: number) => due.waiting(moment),
    settle(id: LetterId): Promise<void> {
      return leave(id, (doc) => settledOn(doc, id, holder))
    },
    postpone(id: LetterId, dueAt: number): Promise<void> {
      return leave(id, (doc) => postponedOn(doc, { id, dueAt }, holder))
    },
    park(id: LetterId, reason: string): Promise<void> {
      const at = latest
      return leave(id, (doc) => parkedOn(doc, { id, reason, at }, holder))
    },
    async parked(limit: number): Promise<ParkedLetter[]> {
      return due.parked(limit)
    },
    unpark(id: LetterId): Promise<Letter | undefined> {
      return writes.run(senderOf(id), { change: (doc) => unparkedOn(doc, id) })
    },
    /** Forgets keys whose time is over; the answer is how many. */
    async prune(now: number): Promise<number> {
      let forgotten = 0
      for (;;) {
        const ids = await due.withOldKeys(now, slice)
        const counts = await Promise.all(
          ids.map((id) => writes.run(id, { change: (doc) => prunedOn(doc, now) })),
        )
        forgotten += counts.reduce((sum, count) => sum + count, 0)
        if (ids.length < slice) return forgotten
      }
    },
    /** Lines up to `seq` stand in the transcript. */
    moved(actor: ActorId, seq: number): Promise<void> {
      return writes.run(actor, { change: (doc) => movedOn(doc, seq) }, 'later')
    },
    /** These keys stand in their own collection. */
    keysMoved(actor: ActorId, moved: readonly { key: string; until: number }[]): Promise<void> {
      return writes.run(actor, { change: (doc) => keysMovedOn(doc, moved) }, 'later')
    },
    /** What this process has in hand is anybody's again. */
    async giveBack(): Promise<void> {
      const giving = [...holder.held()].flatMap(([from, ids]) =>
        ids.map((id) => writes.run(from, { change: (doc) => givenBackOn(doc, id, holder) })),
      )
      await Promise.allSettled(giving)
    },
  }
}
