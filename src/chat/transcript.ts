import type { ActorId } from '../domain/actor.ts'
import type { Line } from '../domain/commit.ts'
import type { Store } from '../store/port.ts'
import { isoIn } from './iso.ts'

const page = 500

/** Every line of an actor, in order. */
export async function allLines(store: Store, actor: ActorId): Promise<Line[]> {
  const lines: Line[] = []
  for (;;) {
    const next = await store.lines(actor, lines.at(-1)?.seq ?? 0, page)
    lines.push(...next)
    if (next.length < page) return lines
  }
}

/** A conversation as data: who said what when, in order. */
export async function transcriptData(store: Store, actor: ActorId, zone: string) {
  const lines = await allLines(store, actor)
  return lines.map(({ at, ...line }) => ({ ...line, at: isoIn(at, zone) }))
}
