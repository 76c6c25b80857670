import { afterAll, beforeAll, describe } from 'vitest'
import { openMongo } from '../../src/store/mongodb/open.ts'
import type { Store } from '../../src/store/port.ts'
import { storeContract } from '../contract/store-contract.ts'
import { missing, type TestDatabaseHandle, testDatabase } from '../support/mongo-database.ts'

describe.skipIf(missing)(`the store${missing ? ` (${missing})` : ''}`, () => {
  let database: TestDatabaseHandle
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database?.[Symbol.asyncDispose]())

  storeContract('mongodb', async () => {
    await database.clear()
    let store: Store = await openMongo(database.uri)
    const others: Store[] = []
    return {
      store,
      async reopen() {
        await store[Symbol.asyncDispose]()
        store = await openMongo(database.uri)
        return store
      },
      async second() {
        const other = await openMongo(database.uri)
        others.push(other)
        return other
      },
      async dispose() {
        for (const opened of [store, ...others]) await opened[Symbol.asyncDispose]()
      },
    }
  })
})
