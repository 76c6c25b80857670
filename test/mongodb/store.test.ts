import { storeContract } from '../contract/store-contract.ts'
import { describeMongo } from '../support/mongo-database.ts'

describeMongo('a shared database', ({ open }) => {
  storeContract('mongodb', async () => {
    let store = await open()
    return {
      store,
      async reopen() {
        await store[Symbol.asyncDispose]()
        store = await open()
        return store
      },
      second: open,
      async dispose() {},
    }
  })
})
