import { troubleContract } from '../contract/desk-troubles.ts'
import { interruptedWay } from '../support/interrupted-way.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { tempFolder } from '../support/store-folder.ts'

describeMongo('on a shared database', (bench) => {
  // Away: nobody gets through to the server.
  troubleContract('MongoDB', async () => {
    const folder = await tempFolder()
    const direct = new URL(bench.database.uri)
    const way = await interruptedWay(Number(direct.port))
    const uri = `mongodb://127.0.0.1:${way.port}${direct.pathname}?directConnection=true`
    return {
      place: { folder: folder.path, mongodb: { uri, restMs: 0 } },
      takeAway: () => way.cut(),
      giveBack: () => way.heal(),
      async [Symbol.asyncDispose]() {
        await way[Symbol.asyncDispose]()
        await folder[Symbol.asyncDispose]()
      },
    }
  })
})
