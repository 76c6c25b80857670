import type { ActorId } from '../../domain/actor.ts'
import { createCheckpoint } from './checkpoint.ts'
import type { Db } from './driver.ts'

/** One write that shares a transaction with others. */
export type Job<T> = {
  /**
   * Runs its statements, and answers what will be true once they are durable. What may refuse it is asked before the
   * first statement that writes: there is nothing to take back then, and no savepoint (an eighth of a commit) is needed.
   */
  write(): T
  /** Asked after a batch of which nobody knows what was written: true when its answer has come true. */
  written?(result: T): boolean
  /** Told once it is durable, before anybody is answered. */
  committed?(result: T): void
  /** Commits of the same actor never share a batch. */
  actor?: ActorId
}

type Entry = {
  readonly job: Job<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  result: unknown
  failed: boolean
}

export type GroupCommit = {
  /** Resolves when the job is durable; everything asked for in one turn of the event loop shares one disk write. */
  run<T>(job: Job<T>): Promise<T>
  /** Writes all that waits, now. */
  drain(): void
}

/** So many jobs at most share a transaction: it holds the event loop while it runs. */
const largestBatch = 512

export function createGroupCommit(db: Db, asError: (error: unknown) => unknown): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const checkpoint = createCheckpoint(db)
  let queue: Entry[] = []
  let scheduled = false

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function flush(): void {
    scheduled = false
    const { batch, rest } = nextBatch(queue)
    queue = rest
    if (rest.length > 0) schedule()
    if (batch.length === 0) return
    if (!together(batch)) batch.forEach(alone)
    answer(batch)
    checkpoint.after(batch.length)
  }

  /** The whole batch in one transaction; false when none of it was written, or nobody knows. */
  function together(batch: readonly Entry[]): boolean {
    try {
      begin.run()
    } catch (error) {
      for (const entry of batch) fail(entry, error)
      return true
    }
    try {
      for (const entry of batch) entry.result = entry.job.write()
      commit.run()
      return true
    } catch {
      // One job's fault ends the transaction for all: a full disk takes everything back by itself, whichever job met
      // it, and what ran on after that would be committed piece by piece.
      giveUp()
      return false
    }
  }

  function alone(entry: Entry): void {
    try {
      begin.run()
      if (!isWritten(entry)) entry.result = entry.job.write()
      commit.run()
    } catch (error) {
      giveUp()
      fail(entry, error)
    }
  }

  function isWritten({ job, result }: Entry): boolean {
    return result !== undefined && job.written?.(result) === true
  }

  function fail(entry: Entry, error: unknown): void {
    entry.failed = true
    entry.result = error
  }

  function giveUp(): void {
    if (db.inTransaction) rollback.run()
  }

  function answer(batch: readonly Entry[]): void {
    for (const { job, result, failed } of batch) if (!failed) job.committed?.(result)
    for (const { resolve, reject, result, failed } of batch) {
      if (failed) reject(asError(result))
      else resolve(result)
    }
  }

  return {
    run<T>(job: Job<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const entry = { job, resolve, reject, result: undefined, failed: false }
        queue.push(entry as unknown as Entry)
        schedule()
      })
    },
    drain(): void {
      while (queue.length > 0) flush()
    },
  }
}

/** In the order asked for; a second commit of an actor waits for the next batch, and so does what is too much. */
function nextBatch(queue: readonly Entry[]): { batch: Entry[]; rest: Entry[] } {
  const batch: Entry[] = []
  const rest: Entry[] = []
  const actors = new Set<ActorId>()
  for (const entry of queue) {
    const { actor } = entry.job
    if (batch.length === largestBatch || (actor !== undefined && actors.has(actor))) {
      rest.push(entry)
    } else {
      batch.push(entry)
      if (actor !== undefined) actors.add(actor)
    }
  }
  return { batch, rest }
}
