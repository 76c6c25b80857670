import { expect, it } from 'vitest'
import { asStoreError } from '../../src/store/mongodb/faults.ts'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { ann, done, item, noon } from '../support/store-builders.ts'

async function refusal(uri: string): Promise<string> {
  const error = await openMongo(uri).then(
    () => undefined,
    (fault: unknown) => fault,
  )
  expect(error).toBeInstanceOf(StoreUnavailableError)
  return (error as Error).message
}

describeMongo('a database', (bench) => {
  it('that nobody serves is refused with what to do, and without the password', async () => {
    const message = await refusal('mongodb://desk:s3cret@127.0.0.1:9/redress')
    expect(message).toMatch(/redress at 127\.0\.0\.1:9: it cannot be reached; see whether it runs/)
    expect(message).not.toMatch(/s3cret|desk:/)
  })

  it.each([
    ['no address', 'localhost'],
    ['an address with a raw sign in its password', 'mongodb://desk:p@ss/w:rd@host/redress'],
    ['a port that is none', 'mongodb://desk:s3cret@127.0.0.1:many/redress'],
  ])('named by %s is refused with what it looks like', async (_name, uri) => {
    const message = await refusal(uri)
    expect(message).toMatch(/MONGODB_URI is not the address of a database; it looks like/)
    expect(message).not.toMatch(/s3cret|p@ss|w:rd/)
  })

  it.each([
    [
      'password',
      { name: 'MongoServerError', code: 18, message: 'Authentication failed.' },
      /name or the password/,
    ],
    [
      'role',
      { name: 'MongoServerError', code: 13, message: 'not authorized on redress' },
      /role readWrite/,
    ],
    ['disk', { name: 'MongoServerError', code: 14031, message: 'no space' }, /disk is full/],
  ])('whose %s is not as it should be is told so', (_name, fault, told) => {
    const error = asStoreError(fault, 'MongoDB, redress at h:1') as Error
    expect(error).toBeInstanceOf(StoreUnavailableError)
    expect(error.message).toMatch(told)
  })

  it('written by a newer version is refused, and left as it was', async () => {
    await (await bench.open())[Symbol.asyncDispose]()
    const meta = bench.database.db.collection<{ _id: string; version: number }>('meta')
    await meta.updateOne({ _id: 'schema' }, { $set: { version: 99 } })
    try {
      expect(await refusal(bench.database.uri)).toMatch(/newer version .*format 99.*install/)
      expect((await meta.findOne({ _id: 'schema' }))?.version).toBe(99)
    } finally {
      await meta.deleteMany({})
    }
  })

  it('may be opened first by several processes at once', async () => {
    await bench.database.db.dropDatabase()
    const stores = await Promise.all([1, 2, 3].map(() => bench.open()))
    await Promise.all(stores.map((store) => store.check()))
    const names = (await bench.database.db.collection('actors').indexes()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['due', 'ticket_number', 'ticket_urgent']))
  })

  it('with an index of the desk in another form is refused with its name', async () => {
    const actors = bench.database.db.collection('actors')
    await (await bench.open())[Symbol.asyncDispose]()
    await actors.dropIndex('ticket_opened')
    await actors.createIndex({ openedAt: 1 }, { name: 'ticket_opened' })
    try {
      expect(await refusal(bench.database.uri)).toMatch(
        /index ticket_opened of actors is there in another form; drop it/,
      )
    } finally {
      await actors.dropIndex('ticket_opened')
    }
  })

  it('is given up by a closed store, which refuses everything and closes twice without harm', async () => {
    const store = await bench.open()
    const last = store.commit(item(ann, 0), noon)
    await store[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    expect(await last).toMatchObject({ outcome: 'done' })
    await expect(store.load(ann)).rejects.toThrow(StoreUnavailableError)
    await expect(store.commit(item(ann, 1), noon)).rejects.toThrow(/closed/)
    await done(await bench.open(), item(ann, 1))
  })
})
