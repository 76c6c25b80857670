import { join } from 'node:path'
import type { Db } from './driver.ts'
import { createLetters } from './letters/letters.ts'
import { createParked } from './letters/parked.ts'
import { createTimers } from './letters/timers.ts'
import { createActors } from './tables/actors.ts'
import { createConsumed } from './tables/consumed.ts'
import { createFiles } from './tables/files.ts'
import { createNumbers } from './tables/numbers.ts'
import { createRecords } from './tables/records.ts'
import { createTranscript } from './tables/transcript.ts'
import { createTicketQuery } from './tickets/query.ts'
import { createTicketWriter } from './tickets/write.ts'

export type Tables = ReturnType<typeof createTables>

/** Every table of the file with its prepared statements. */
export function createTables(db: Db, folder: string, satisfiedFrom: number) {
  return {
    actors: createActors(db),
    consumed: createConsumed(db),
    letters: createLetters(db),
    timers: createTimers(db),
    parked: createParked(db),
    transcript: createTranscript(db),
    records: createRecords(db),
    numbers: createNumbers(db),
    files: createFiles(db, join(folder, 'files')),
    writeTicket: createTicketWriter(db),
    /** What is deleted meanwhile is overwritten in the file, not only taken out of its tables. */
    withSecureDelete(work: () => void): void {
      db.pragma('secure_delete = ON')
      try {
        work()
      } finally {
        db.pragma('secure_delete = OFF')
      }
    },
    queries: createTicketQuery(db, satisfiedFrom),
  }
}
