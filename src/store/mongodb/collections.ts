import { createActorReader } from './collections/actors.ts'
import { createFiles } from './collections/files.ts'
import { createActors } from './collections/homes.ts'
import { createKeys, type KeyDocument } from './collections/keys.ts'
import { createNumbers, type NumberDocument } from './collections/numbers.ts'
import { createRecords, type RecordDocument } from './collections/records.ts'
import { createSingletons, type LeaseDocument } from './collections/singletons.ts'
import { createTranscript, type LineDocument } from './collections/transcript.ts'
import type { ErasureDocument } from './document.ts'
import type { Db } from './driver.ts'
import type { Forms } from './forms.ts'
import type { Meta } from './schema.ts'
import { createTicketQuery } from './tickets/query.ts'

export type Collections = ReturnType<typeof createCollections>

/** Every collection of the database with what is asked of it. */
export function createCollections(
  db: Db,
  { satisfiedFrom, forms }: { satisfiedFrom: number; forms: Forms },
) {
  const actors = createActors(db)
  const reader = createActorReader(actors, forms)
  return {
    actors,
    reader,
    meta: db.collection<Meta>('meta'),
    transcript: createTranscript(db.collection<LineDocument>('lines'), reader),
    keys: createKeys(db.collection<KeyDocument>('keys')),
    records: createRecords(db.collection<RecordDocument>('records')),
    numbers: createNumbers(db.collection<NumberDocument>('numbers')),
    singletons: createSingletons(db.collection<LeaseDocument>('leases')),
    files: createFiles(db),
    queries: createTicketQuery(actors.cases, satisfiedFrom),
    erasures: db.collection<ErasureDocument>('erasures'),
    pulse: db.collection<{ _id: string; beats: number }>('pulse'),
  }
}
