import { join } from 'node:path'
import { createActors } from './actors.ts'
import { createConsumed } from './consumed.ts'
import type { Db } from './driver.ts'
import { createFiles } from './files.ts'
import { createLetters } from './letters.ts'
import { createNumbers } from './numbers.ts'
import { createParked } from './parked.ts'
import { createRecords } from './records.ts'
import { createTicketQuery } from './ticket-query.ts'
import { createTicketWriter } from './tickets.ts'
import { createTimers } from './timers.ts'
import { createTranscript } from './transcript.ts'

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
    queries: createTicketQuery(db, satisfiedFrom),
  }
}
