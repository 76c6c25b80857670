import type { Clock } from '../../clock/port.ts'
import type { RoomId } from '../../domain/actor.ts'
import type { Line } from '../../domain/commit.ts'
import type { Store } from '../../store/port.ts'

/** What is said in a room, without its place in it. */
type Saying = Omit<Line, 'seq' | 'at'>

/** The rooms of staff: each a transcript of its own. */
export type Rooms = {
  /** Adds a line once per `key`, in the order of the calls; resolves when it is durable. */
  append(room: RoomId, saying: Saying, key: string): Promise<void>
}

/** Longer than any letter is retried. */
const keep = 7 * 24 * 3_600_000
/** Other processes may write to the same room; losing so often in a row means something else is wrong. */
const tries = 50

type Writing = { store: Store; clock: Clock; wake(room: RoomId): void }

export function createRooms(writing: Writing): Rooms {
  const queues = new Map<RoomId, Promise<void>>()
  return {
    append(room, saying, key) {
      const before = queues.get(room) ?? Promise.resolve()
      const written = before.then(() => write(writing, { room, saying, key }))
      const queue = written.catch(() => undefined)
      queues.set(room, queue)
      void queue.then(() => queues.get(room) === queue && queues.delete(room))
      return written
    },
  }
}

async function write(
  { store, clock, wake }: Writing,
  { room, saying, key }: { room: RoomId; saying: Saying; key: string },
): Promise<void> {
  for (let n = 0; n < tries; n++) {
    const now = clock.now()
    const stored = await store.load(room)
    const lines = (stored?.record.lines ?? 0) + 1
    const commit = {
      record: { chart: 'room@1', snapshot: {}, lines },
      letters: [],
      cancels: [],
      lines: [{ ...saying, seq: lines, at: now }],
      consumed: { key, keepUntil: now + keep },
    }
    const { outcome } = await store.commit(
      { actor: room, revision: stored?.revision ?? 0, commit },
      now,
    )
    if (outcome === 'stale') continue
    wake(room)
    return
  }
  throw new Error(`${room} could not be written: it changed ${tries} times in a row`)
}
