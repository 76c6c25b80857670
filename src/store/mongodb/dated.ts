import type { ActorDocument, Machinery } from './document.ts'
import { nextDueOf } from './letters/lanes.ts'

/** The document with the moments it is found by, made anew from what it holds. */
export function dated({ nextDue: _old, ...doc }: ActorDocument): ActorDocument {
  const { parkedSince: _since, keysUntil: _until, ...desk } = doc.desk
  const nextDue = nextDueOf(doc._id, desk.letters)
  const parkedSince = first(desk.parked.map(({ at }) => at))
  const keysUntil = first(desk.keys.map(({ until }) => until))
  const machinery: Machinery = {
    ...desk,
    ...(parkedSince === undefined ? {} : { parkedSince }),
    ...(keysUntil === undefined ? {} : { keysUntil }),
  }
  return { ...doc, ...(nextDue === undefined ? {} : { nextDue }), desk: machinery }
}

function first(moments: readonly number[]): number | undefined {
  return moments.length ? Math.min(...moments) : undefined
}
