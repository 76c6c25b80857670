import { connect, databaseOf } from './driver.ts'
import { asStoreError, malformed } from './faults.ts'
import { forms as desksForms } from './forms.ts'
import type { MongoOptions } from './options.ts'
import { databaseIn, defaultDatabase, isWellFormed, placeOf } from './place.ts'
import { prepareDatabase } from './schema.ts'
import { MongoStore } from './store.ts'

/**
 * Connects to the database, as one of its processes. Throws `StoreUnavailableError` when it cannot be reached or refuses
 * us, or when a newer version of the desk wrote it; the connection string's secrets are in no message.
 */
export async function openMongo(uri: string, options: MongoOptions = {}): Promise<MongoStore> {
  const name = databaseIn(uri) ?? defaultDatabase
  const place = placeOf(uri, name)
  if (!isWellFormed(uri)) throw malformed(place)
  try {
    const connection = await connect(uri, name)
    try {
      const { forms = desksForms } = options
      await prepareDatabase(databaseOf(connection), forms, async (work) => {
        const patient = await connect(uri, name, { isPatient: true })
        try {
          return await work(databaseOf(patient))
        } finally {
          await patient.close(true)
        }
      })
      return new MongoStore(connection, { ...options, place })
    } catch (error) {
      await connection.close(true)
      throw error
    }
  } catch (error) {
    throw asStoreError(error, place, false)
  }
}
