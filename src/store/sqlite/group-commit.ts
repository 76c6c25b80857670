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

type Waiting = Job<unknown> & {
  resolve(result: unknown): void
  reject(error: unknown): void
}

type Written = { job: Waiting; result: unknown; error?: never } | { job: Waiting; error: unknown }

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
  let queue: Waiting[] = []
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
    if (batch.length > 0) answer(together(batch) ?? batch.map(alone))
  }

  /** The whole batch in one transaction; `undefined` when nobody knows what became of it. */
  function together(batch: readonly Waiting[]): Written[] | undefined {
    try {
      begin.run()
    } catch (error) {
      return batch.map((job) => ({ job, error }))
    }
    try {
      const written = batch.map(guarded)
      commit.run()
      return written
    } catch {
      // A full disk rolls back the whole transaction, whichever job met it: savepoints written after that would
      // have been committed one by one.
      giveUp()
      return undefined
    }
  }

  function guarded(job: Waiting): Written {
    if (!job.single) savepoint.run()
    try {
      const result = job.write()
      if (job.keeps && !job.keeps(result)) takeBack.run()
      if (!job.single) release.run()
      return { job, result }
    } catch (error) {
      if (!db.inTransaction) throw error
      if (!job.single) {
        takeBack.run()
        release.run()
      }
      return { job, error }
    }
  }

  function alone(job: Waiting): Written {
    try {
      begin.run()
      let result = job.written?.()
      if (result === undefined) {
        result = job.write()
        if (job.keeps && !job.keeps(result)) {
          rollback.run()
          return { job, result }
        }
      }
      commit.run()
      return { job, result }
    } catch (error) {
      giveUp()
      return { job, error }
    }
  }

  function giveUp(): void {
    if (db.inTransaction) rollback.run()
  }

  function answer(written: readonly Written[]): void {
    for (const one of written) {
      if (!('error' in one)) one.job.committed?.(one.result)
    }
    for (const one of written) {
      if ('error' in one) one.job.reject(asError(one.error))
      else one.job.resolve(one.result)
    }
  }

  return {
    run<T>(job: Job<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        queue.push(Object.assign(job, { resolve, reject }) as unknown as Waiting)
        schedule()
      })
    },
    drain(): void {
      while (queue.length > 0) flush()
    },
  }
}

/** In the order asked for; a second commit of an actor waits for the next batch, and so does what is too much. */
function nextBatch(queue: readonly Waiting[]): { batch: Waiting[]; rest: Waiting[] } {
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  const actors = new Set<ActorId>()
  for (const job of queue) {
    if (batch.length === largestBatch || (job.actor !== undefined && actors.has(job.actor))) {
      rest.push(job)
    } else {
      batch.push(job)
      if (job.actor !== undefined) actors.add(job.actor)
    }
  }
  return { batch, rest }
}
