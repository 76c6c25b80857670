import type { ActorId } from '../../domain/actor.ts'
import type { Collections } from './collections.ts'
import type { ActorDocument } from './document.ts'
import type { Mail } from './letters/mail.ts'

/** So many lines a document holds at most before they move to the transcript: one move for many turns. */
const freshLines = 16

/** So many consumed keys a document holds at most, and so many it keeps when the others move out. */
const freshKeys = { most: 192, least: 64 }

/** What a document need not hold any longer moves to collections of its own, behind everybody's back. */
export function createMovingOut(
  { transcript, keys }: Pick<Collections, 'transcript' | 'keys'>,
  mail: Mail,
) {
  const underway = new Set<Promise<unknown>>()

  /** What fails is tried again after the next commit. */
  function begin(work: () => Promise<void>): void {
    const moving = work()
      .catch(() => undefined)
      .finally(() => underway.delete(moving))
    underway.add(moving)
  }

  return {
    /** After each commit, with the document as it is now. */
    after(actor: ActorId, { desk }: ActorDocument): void {
      if (desk.lines.length > freshLines) {
        // The last one stays, so that the end is known without another look.
        const lines = desk.lines.slice(0, -1)
        begin(async () => {
          await transcript.keep(actor, lines)
          await mail.moved(actor, lines.at(-1)!.seq)
        })
      }
      if (desk.keys.length > freshKeys.most) {
        const old = desk.keys.slice(0, -freshKeys.least)
        begin(async () => {
          await keys.keep(actor, old)
          await mail.keysMoved(actor, old)
        })
      }
    },
    async finished(): Promise<void> {
      await Promise.allSettled(underway)
    },
  }
}
