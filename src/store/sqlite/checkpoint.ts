import type { Db, Prepared } from './driver.ts'

/** Pages the log may hold before a calm moment is used to bring them into the file. */
const worthIt = 500
/** A batch of so few jobs means that nobody waits in a crowd: a calm moment. */
const fewJobs = 16

type Log = { log: number; checkpointed: number }

/**
 * Brings the write-ahead log into the file between two batches, once the answers to the last one are out, so that the
 * customers of one commit do not wait for the pages of all before it. In a storm it leaves the log to grow, up to
 * where SQLite does it by itself: a page that is written ten times is then copied once.
 */
export function createCheckpoint(db: Db) {
  const look: Prepared<Log> = db.prepare('PRAGMA wal_checkpoint(NOOP)')
  const copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  let scheduled = false

  function copyNow(): void {
    scheduled = false
    if (!db.open) return
    try {
      copy.get()
    } catch {
      // What is in the log is safe there, and the next commit tells of a disk that is full.
    }
  }

  return {
    /** Told after each batch how many jobs it had. */
    after(jobs: number): void {
      if (scheduled || jobs > fewJobs) return
      const { log, checkpointed } = look.get() as Log
      if (log - checkpointed < worthIt) return
      scheduled = true
      setImmediate(copyNow)
    },
  }
}
