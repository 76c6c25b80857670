import { MongoMemoryServer } from 'mongodb-memory-server-core'
import mongoose from 'mongoose'
import { it } from 'vitest'
import { expectToOutlive, troubleContract } from '../contract/desk-troubles.ts'
import { interruptedWay } from '../support/interrupted-way.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { systemBinary } from '../support/mongod.ts'
import { freePort } from '../support/running-desk.ts'
import { tempFolder } from '../support/store-folder.ts'
import { smallDisk } from '../support/store-small-disk.ts'

describeMongo('on a shared database', (bench) => {
  troubleContract('MongoDB', async () => {
    const folder = await tempFolder()
    const place = { folder: folder.path, mongodb: { uri: bench.database.uri, restMs: 0 } }
    return { place, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
  })

  it('a desk that does not get through to its database for minutes says "try again", and goes on by itself', async () => {
    await using folder = await tempFolder()
    const { port, pathname } = new URL(bench.database.uri)
    await using way = await interruptedWay(Number(port))
    const uri = `mongodb://127.0.0.1:${way.port}${pathname}?directConnection=true`
    await expectToOutlive({
      ...folder,
      place: { folder: folder.path, mongodb: { uri, restMs: 0 } },
      takeAway: () => way.cut(),
      giveBack: () => way.heal(),
    })
  })

  it('a desk whose server ended because its disk was full goes on by itself when there is room and it runs again', async ({
    skip,
  }) => {
    const disk = await smallDisk(400)
    if (typeof disk === 'string') return skip(disk)
    await using _disk = disk
    await using folder = await tempFolder()
    const port = await freePort()
    const start = () =>
      MongoMemoryServer.create({
        ...systemBinary(),
        instance: {
          port,
          portGeneration: false,
          dbPath: disk.path,
          storageEngine: 'wiredTiger',
        },
      })
    let server = await start()
    const uri = server.getUri('redress')
    await expectToOutlive({
      ...folder,
      place: { folder: folder.path, mongodb: { uri, restMs: 0 } },
      async takeAway() {
        // The server takes the last of it at the same time.
        await disk.fill(0).catch(() => undefined)
        // It ends as soon as it has to move what is in its journal.
        const connection = await mongoose.createConnection(uri).asPromise()
        const moving = connection.db!.admin().command({ fsync: 1 })
        await moving.catch(() => undefined)
        await connection.close(true)
      },
      async giveBack() {
        await disk.free()
        server = await start()
      },
    })
    await server.stop()
  })
})
