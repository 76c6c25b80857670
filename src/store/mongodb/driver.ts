import mongoose, { type Connection } from 'mongoose'

/** The driver under mongoose: what each turn needs goes to it directly, without a model made of every write. */
export const { MongoBulkWriteError, MongoWriteConcernError, GridFSBucket } = mongoose.mongo
export type GridFSBucket = mongoose.mongo.GridFSBucket
export type Collection<T extends mongoose.mongo.Document> = mongoose.mongo.Collection<T>
export type Db = mongoose.mongo.Db
export type Filter<T> = mongoose.mongo.Filter<T>
export type IndexDescription = mongoose.mongo.IndexDescription
export type { Connection }

/** What counts as written, as a command says it. */
export const confirmed = { w: 'majority', j: true, wtimeout: 4_000 } as const

/**
 * How the desk talks to the database, whatever the connection string says.
 *
 * Reads go to the primary: a page shows what was said a moment ago, and a secondary may not have it yet. Writes are
 * there when a majority has them on disk: what one member alone knows is gone when it dies. A platform waits about
 * five seconds for its "received", so nothing here waits longer.
 */
const manners = {
  readPreference: 'primary',
  writeConcern: { w: confirmed.w, journal: confirmed.j, wtimeoutMS: confirmed.wtimeout },
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  // A connection that says nothing for so long is dead: a member that was stopped, a network that swallows.
  socketTimeoutMS: 8_000,
  maxPoolSize: 20,
  appName: 'redress',
} as const

/** For what may take minutes: an index over a million documents. */
const patient = { socketTimeoutMS: 0, maxPoolSize: 1 } as const

/** Connects; a fault on the way is thrown as the driver tells it. */
export async function connect(
  uri: string,
  dbName: string,
  { isPatient = false }: { isPatient?: boolean } = {},
): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    ...manners,
    ...(isPatient ? patient : {}),
    dbName,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  })
  // Every call tells of its own fault; an event that nobody hears would end the process.
  connection.on('error', () => undefined)
  try {
    return await connection.asPromise()
  } catch (error) {
    await connection.close(true).catch(() => undefined)
    throw error
  }
}

export function databaseOf(connection: Connection): Db {
  return connection.getClient().db(connection.name)
}
