import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { inject } from 'vitest'

/** Why there is no database to test with; `undefined` where there is one. */
export const missing: string | undefined = missingReason()

/** A database of its own, told by its connection string; emptied by `clear`, gone with `dispose`. */
export async function testDatabase() {
  const server = inject('mongodb')
  if ('missing' in server) throw new Error(server.missing)
  const name = `redress_${randomBytes(6).toString('hex')}`
  const uri = withDatabase(server.uri, name)
  const connection = await mongoose.createConnection(uri).asPromise()
  const db = connection.getClient().db(name)
  return {
    uri,
    db,
    connection,
    /** Empties every collection and keeps the indexes. */
    async clear(): Promise<void> {
      const collections = await db.listCollections({ type: 'collection' }).toArray()
      await Promise.all(
        collections
          .filter((one) => !one.name.startsWith('system.') && one.name !== 'meta')
          .map((one) => db.collection(one.name).deleteMany({})),
      )
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await db.dropDatabase()
      await connection.close()
    },
  }
}

export type TestDatabaseHandle = Awaited<ReturnType<typeof testDatabase>>

function withDatabase(uri: string, name: string): string {
  const [, hosts, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri)!
  return `${hosts}/${name}${query}`
}

function missingReason(): string | undefined {
  const server = inject('mongodb')
  return 'missing' in server ? server.missing : undefined
}
