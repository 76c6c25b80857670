import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from 'vitest'
import { openMongo } from '../../src/store/mongodb/open.ts'
import type { MongoStore } from '../../src/store/mongodb/store.ts'

/** Why there is no database to test with; `undefined` where there is one. */
const missing: string | undefined = missingReason()

/** A database of its own, told by its connection string; emptied by `clear`, gone with `dispose`. */
async function testDatabase() {
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

type TestDatabaseHandle = Awaited<ReturnType<typeof testDatabase>>

function withDatabase(uri: string, name: string): string {
  const [, hosts, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri)!
  return `${hosts}/${name}${query}`
}

function missingReason(): string | undefined {
  const server = inject('mongodb')
  return 'missing' in server ? server.missing : undefined
}

export type MongoBench = {
  database: TestDatabaseHandle
  /** Another process of the desk, as far as the database can tell; closed after the test. */
  open(): Promise<MongoStore>
}

/** Tests on an empty database each; skipped, with the reason, where there is no server. */
export function describeMongo(name: string, tests: (bench: MongoBench) => void): void {
  describe.skipIf(missing)(`${name}${missing ? ` (${missing})` : ''}`, () => {
    const bench = { open: opened } as MongoBench
    let stores: MongoStore[] = []
    async function opened(): Promise<MongoStore> {
      const store = await openMongo(bench.database.uri)
      stores.push(store)
      return store
    }
    beforeAll(async () => {
      bench.database = await testDatabase()
    })
    beforeEach(() => bench.database.clear())
    afterEach(async () => {
      for (const store of stores) await store[Symbol.asyncDispose]()
      stores = []
    })
    afterAll(() => bench.database?.[Symbol.asyncDispose]())
    tests(bench)
  })
}
