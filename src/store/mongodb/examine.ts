import { connect, databaseOf } from './driver.ts'
import { asStoreError, malformed } from './faults.ts'
import { forms } from './forms.ts'
import { databaseIn, defaultDatabase, isWellFormed, placeOf } from './place.ts'
import { refuseEarlier, refuseNewer } from './schema.ts'

/** What was found. `tickets` is absent where nothing was kept yet; `members` is 1 for a server that stands alone. */
export type MongoFindings = {
  place: string
  server: string
  tickets: number | undefined
  members: number
  isReplicaSet: boolean
  /** What the server takes the time to be; epoch ms. */
  time: number
}

/**
 * Looks at the database, also while desks run on it, and tries a write. Throws `StoreUnavailableError` with what is
 * wrong and what to do.
 */
export async function examineMongo(uri: string): Promise<MongoFindings> {
  const name = databaseIn(uri) ?? defaultDatabase
  const place = placeOf(uri, name)
  if (!isWellFormed(uri)) throw malformed(place)
  try {
    const connection = await connect(uri, name)
    try {
      const db = databaseOf(connection)
      const { hosts = [], setName, localTime } = await db.command({ hello: 1 })
      const { version } = await db.admin().serverInfo()
      await db
        .collection<{ _id: string }>('pulse')
        .updateOne({ _id: 'doctor' }, { $inc: { beats: 1 } }, { upsert: true })
      await refuseEarlier(db)
      const isKnown = await refuseNewer(db, forms)
      const tickets = isKnown
        ? await db.collection('cases').countDocuments({ number: { $gt: '' } })
        : undefined
      const members = Math.max(1, hosts.length)
      const isReplicaSet = setName !== undefined
      const time = (localTime as Date).getTime()
      return { place, server: version, tickets, members, isReplicaSet, time }
    } finally {
      await connection.close(true)
    }
  } catch (error) {
    throw asStoreError(error, place, false)
  }
}
