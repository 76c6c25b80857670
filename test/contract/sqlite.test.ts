import type { Store } from '../../src/store/port.ts'
import { openBeside, openSqlite } from '../../src/store/sqlite/open.ts'
import { tempFolder } from '../support/store-folder.ts'
import { storeContract } from './store-contract.ts'

storeContract('sqlite', async () => {
  const folder = await tempFolder()
  const options = { folder: folder.path }
  let store = await openSqlite(options)
  const others: Store[] = []
  return {
    store,
    async reopen() {
      await store[Symbol.asyncDispose]()
      store = await openSqlite(options)
      return store
    },
    async second() {
      const other = await openBeside(options)
      others.push(other)
      return other
    },
    async dispose() {
      for (const opened of [store, ...others]) await opened[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
})
