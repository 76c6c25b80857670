import { expect, it } from 'vitest'
import { examineMongo } from '../../src/store/mongodb/examine.ts'
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

  it('with tickets where an earlier version had them is refused with what to do', async () => {
    const actors = bench.database.db.collection<{ _id: string }>('actors')
    await actors.insertMany([{ _id: 'conversation:web/ann' }, { _id: 'ticket:a' }])
    const told =
      /earlier version .*with that version .*--from mongodb --to sqlite, with this one .*--to mongodb/
    expect(await refusal(bench.database.uri)).toMatch(told)
    await expect(examineMongo(bench.database.uri)).rejects.toThrow(told)
    await actors.deleteOne({ _id: 'ticket:a' })
    await bench.open()
  })

  it('may be opened first by several processes at once', async () => {
    await bench.database.db.dropDatabase()
    const stores = await Promise.all([1, 2, 3].map(() => bench.open()))
    await Promise.all(stores.map((store) => store.check()))
    const names = async (home: string) =>
      (await bench.database.db.collection(home).indexes()).map(({ name }) => name)
    expect(await names('cases')).toEqual(
      expect.arrayContaining(['due', 'ticket_number', 'ticket_urgent']),
    )
    // Each of them is weighed at each write: those of tickets at tickets' alone.
    const few = ['_id_', 'due', 'old_keys', 'older_than_1', 'parked']
    expect((await names('actors')).sort()).toEqual(few)
  })

  it('with an index of the desk in another form is refused with its name', async () => {
    const cases = bench.database.db.collection('cases')
    await (await bench.open())[Symbol.asyncDispose]()
    await cases.dropIndex('ticket_opened')
    await cases.createIndex({ openedAt: 1 }, { name: 'ticket_opened' })
    try {
      expect(await refusal(bench.database.uri)).toMatch(
        /index ticket_opened of cases is there in another form; drop it/,
      )
    } finally {
      await cases.dropIndex('ticket_opened')
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
