import mongoose from 'mongoose'
import { expect, it } from 'vitest'
import type { ActorId } from '../../src/domain/actor.ts'
import { createActors } from '../../src/store/mongodb/collections/homes.ts'
import { commitOn } from '../../src/store/mongodb/commit-job.ts'
import { forms, stampOf } from '../../src/store/mongodb/forms.ts'
import { GroupCommit } from '../../src/store/mongodb/group-commit.ts'
import { Known } from '../../src/store/mongodb/known.ts'
import { Leases } from '../../src/store/mongodb/letters/holder.ts'
import { WriteBatch } from '../../src/store/mongodb/write-batch.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { day, done, item, minute, noon, timer, words } from '../support/store-builders.ts'

/** In turns a talk and a ticket. */
const six = Array.from({ length: 6 }, (_, n) =>
  n % 2 ? (`ticket:${n}` as const) : (`conversation:web/${n}` as const),
)

describeMongo('talks and tickets', (bench) => {
  it('are asked for their letters as if they stood in one place', async () => {
    const store = await bench.open()
    for (const [n, actor] of six.entries()) {
      const letters = [timer(actor, 's', noon + minute + n), words('team:service', `${n}`)]
      const consumed = { key: 'k', keepUntil: noon + (n < 4 ? 0 : day) }
      const { letters: lent } = await done(store, item(actor, 0, { letters, consumed }), noon + n)
      await store.park(lent[0]!.id, 'blocked')
    }
    const parked = async (limit: number) => (await store.parked(limit)).map(({ from }) => from)
    expect(await parked(9)).toEqual(six)
    expect(await parked(3)).toEqual(six.slice(0, 3))
    expect(await store.nextDue()).toBe(noon + minute)
    expect(await store.nextDue('s')).toBe(noon + minute)
    expect(await store.waiting(noon + minute + 4)).toBe(5)
    const due = async (limit: number) =>
      (await store.claim(noon + day, limit, minute)).map(({ from }) => from)
    expect(await due(3)).toEqual(six.slice(0, 3))
    expect(await store.nextDue()).toBe(noon + minute + 3)
    expect(await due(9)).toEqual(six.slice(3))
    expect(await store.prune(noon + 1)).toBe(4)
  })

  it('are written together by one insertion and one update each', async () => {
    const { uri } = bench.database
    const connection = await mongoose.createConnection(uri, { monitorCommands: true }).asPromise()
    try {
      const sent: string[] = []
      connection.getClient().on('commandStarted', ({ commandName, command }) => {
        sent.push(`${commandName} ${command[commandName]}`)
      })
      const db = connection.getClient().db(connection.name)
      const writes = () =>
        new GroupCommit({
          batch: new WriteBatch(db, createActors(db), forms),
          known: new Known(9),
          patienceMs: 5_000,
          restMs: 1,
        })
      const holder = new Leases()
      const stamp = stampOf(forms)
      const parts = { record: '{}', now: noon, holder, isNewKey: false, stamp }
      const writeAll = (on: GroupCommit, actors: readonly ActorId[], revision: number) =>
        Promise.all(
          actors.map((actor) =>
            // Nobody alone: what rests for a moment goes out as one batch.
            on.run(
              actor,
              { change: (doc) => commitOn(doc, item(actor, revision), parts) },
              'later',
            ),
          ),
        )
      const first = writes()
      await writeAll(first, six, 0)
      const finds = ['find actors', 'find cases']
      expect(sent.splice(0).sort()).toEqual([...finds, 'insert actors', 'insert cases'])
      await writeAll(first, six, 1)
      expect(sent.splice(0).sort()).toEqual(['update actors', 'update cases'])
      const results = await writeAll(writes(), six, 2)
      expect(sent.sort()).toEqual([...finds, 'update actors', 'update cases'])
      expect(results.map(({ outcome }) => outcome)).toEqual(six.map(() => 'done'))
    } finally {
      await connection.close()
    }
  })
})
