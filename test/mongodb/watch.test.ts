import { MongoMemoryServer } from 'mongodb-memory-server-core'
import { expect, it } from 'vitest'
import type { ActorId } from '../../src/domain/actor.ts'
import { openMongo } from '../../src/store/mongodb/open.ts'
import type { MongoStore } from '../../src/store/mongodb/store.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { systemBinary } from '../support/mongod.ts'
import { ann, bo, done, item, line, minute, noon } from '../support/store-builders.ts'

/** Waits for news of what one holds. */
function listen(store: MongoStore, ...held: ActorId[]) {
  const heard: string[] = []
  const watch = store.watch({
    holds: (actor) => held.includes(actor),
    actors: () => held,
    records: ['person:'],
    changed: (what) => heard.push('actor' in what ? what.actor : what.record),
    onFault: (error) => heard.push(String(error)),
  })
  return { heard, [Symbol.asyncDispose]: () => watch.close() }
}

/** What one process writes the other hears of, as often as it takes: a stream needs a moment to begin. */
async function expectNews(one: MongoStore, two: MongoStore): Promise<void> {
  await using listener = listen(two, ann, 'ticket:b')
  let revision = 0
  await expect
    .poll(
      async () => {
        await done(one, item(bo, revision, { lines: [line(revision + 1, 'to nobody here')] }))
        await done(one, item('ticket:b', revision))
        await done(one, item(ann, revision, { lines: [line(revision + 1, 'hello')] }))
        revision += 1
        await one.writeRecord(`person:${revision}`, 0, {})
        await one.writeRecord(`other:${revision}`, 0, {})
        return new Set(listener.heard.map((name) => name.replace(/^person:.*/, 'person')))
      },
      { timeout: 20_000, interval: 300 },
    )
    .toEqual(new Set([ann, 'ticket:b', 'person']))
}

describeMongo('a process', (bench) => {
  it('hears what another one writes for those who read here, by a change stream', async () => {
    await expectNews(await bench.open(), await bench.open())
  })

  it('hears it by looking where the server streams no changes, and keeps its promises there', async () => {
    const server = await MongoMemoryServer.create({
      ...systemBinary(),
      instance: { storageEngine: 'wiredTiger' },
    })
    try {
      await using one = await openMongo(server.getUri('redress'))
      await using two = await openMongo(server.getUri('redress'))
      await expectNews(one, two)
      const letters = [{ to: 'team:service' as const, message: { text: 'New' }, dueAt: noon }]
      const { letters: lent } = await done(one, item('ticket:a', 0, { letters }))
      expect(await two.claim(noon, 9, minute)).toEqual([])
      await one.settle(lent[0]!.id)
      const bytes = new Uint8Array([1, 2, 3])
      const { id } = await one.putFile({ name: 'a', type: 'text/plain', bytes })
      expect((await two.file(id))?.bytes).toEqual(bytes)
    } finally {
      await server.stop()
    }
  })
})
