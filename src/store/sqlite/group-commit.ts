import type { ActorId } from '../../domain/actor.ts'
import type { Db } from './driver.ts'

/** One write that shares a transaction with others. */
export type Job<T> = {
  /** Runs its statements, and answers what will be true once they are durable. */
  write(): T
  /** True when `write` is one statement, which is all or nothing by itself. */
  single?: boolean
  /** False when what was written must be taken back although nothing failed. */
  keeps?(result: T): boolean
  /** Asked after a batch of which nobody knows what was written: the answer, if this was. */
  written?(): T | undefined
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
  const savepoint = db.prepare('SAVEPOINT job')
  const release = db.prepare('RELEASE job')
  const takeBack = db.prepare('ROLLBACK TO job')
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
  }

  /** The whole batch in one transaction; false when nobody knows what became of it. */
  function together(batch: readonly Entry[]): boolean {
    try {
      begin.run()
    } catch (error) {
      for (const entry of batch) fail(entry, error)
      return true
    }
    try {
      for (const entry of batch) guarded(entry)
      commit.run()
      return true
    } catch {
      // A full disk rolls back the whole transaction, whichever job met it: savepoints written after that would
      // have been committed one by one.
      giveUp()
      return false
    }
  }

  function guarded(entry: Entry): void {
    const { job } = entry
    const single = job.single === true
    if (!single) savepoint.run()
    try {
      entry.result = job.write()
      if (job.keeps && !job.keeps(entry.result)) takeBack.run()
    } catch (error) {
      if (!db.inTransaction) throw error
      if (!single) takeBack.run()
      fail(entry, error)
    }
    if (!single) release.run()
  }

  function alone(entry: Entry): void {
    const { job } = entry
    entry.failed = false
    try {
      begin.run()
      entry.result = job.written?.() ?? job.write()
      if (job.keeps && !job.keeps(entry.result)) rollback.run()
      else commit.run()
    } catch (error) {
      giveUp()
      fail(entry, error)
    }
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
