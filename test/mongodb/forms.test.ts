import { once } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import type { ActorId } from '../../src/domain/actor.ts'
import { type Home, homeOf, homes } from '../../src/store/mongodb/collections/homes.ts'
import type { Forms } from '../../src/store/mongodb/forms.ts'
import type { Migrating } from '../../src/store/mongodb/migrate.ts'
import { openMongo } from '../../src/store/mongodb/open.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { describeMongo, type MongoBench } from '../support/mongo-database.ts'
import { ann, bo, day, done, item, line, minute, noon, words } from '../support/store-builders.ts'
import { formsWithOlder, type OldDocument, oldDocument } from '../support/store-older-form.ts'
import { firstLine, storeProcesses } from '../support/store-process.ts'

const many = 1_500
const soon = { timeout: 60_000, interval: 100 }

/** A version of the desk that is not written yet: the next form, which desks of this one can read or cannot. */
function nextForms(readableFrom: 1 | 2): Forms {
  const step: Forms['steps'][number] = (doc) => ({ ...doc, desk: { ...doc.desk, hello: 'new' } })
  return { newest: 2, readableFrom, steps: { 1: step } }
}

/** Somebody else has the work of rewriting, so that what a test wrote stays as it wrote it. */
async function nobodyRewrites({ database }: MongoBench, form: number): Promise<void> {
  const lease = { holder: 'somebody', until: Number.MAX_SAFE_INTEGER }
  const leases = database.db.collection<{ _id: string }>('leases')
  await leases.updateOne({ _id: `form ${form}` }, { $set: lease }, { upsert: true })
}

describeMongo('documents in an older form', (bench) => {
  const olds = (home: Home = 'actors') => bench.database.db.collection<OldDocument>(home)
  const form = async (actor: ActorId) => (await olds().findOne({ _id: actor }))?.desk.format

  it('are read as they are meant, and written in the newest form', async () => {
    await nobodyRewrites(bench, 1)
    await using store = await openMongo(bench.database.uri, { forms: formsWithOlder })
    await olds().insertOne(oldDocument(7, noon + day))
    const actor = 'conversation:web/7'
    expect(await store.load(actor)).toMatchObject({
      revision: 3,
      record: { snapshot: { value: 'old 7' } },
    })
    expect((await store.lastLines(actor, 5)).map(({ text }) => text)).toEqual(['7'])
    expect(await form(actor)).toBe(0)

    const again = { consumed: { key: 'first', keepUntil: noon + day } }
    expect(await store.commit(item(actor, 3, again), noon)).toEqual({ outcome: 'seen' })
    await done(store, item(actor, 3, { lines: [line(2, 'more')] }))
    expect(await form(actor)).toBe(1)
    expect((await store.lines(actor, 0, 5)).map(({ text }) => text)).toEqual(['7', 'more'])
  })

  it('are all rewritten by whoever is left of two processes, while a third one goes on writing', async () => {
    await using processes = await storeProcesses()
    const store = await bench.open()
    const all = Array.from({ length: many }, (_, n) =>
      oldDocument(n, noon + n, n % 3 === 0 ? `ticket:${n}` : undefined),
    )
    for (const home of homes) {
      await olds(home).insertMany(all.filter(({ _id }) => homeOf(_id) === home))
    }
    const older = async () => {
      const counts = homes.map((home) => olds(home).countDocuments({ 'desk.format': 0 }))
      return (await Promise.all(counts)).reduce((sum, count) => sum + count)
    }

    const first = processes.migrate(bench.database.uri)
    expect(await firstLine(first)).toMatch(/^rewritten \d+ left \d+$/)
    const gone = once(first, 'exit')
    first.kill('SIGKILL')
    await gone
    const left = await older()
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(many)

    // Nobody waits for the lease of the dead one longer than it lasts.
    await bench.database.db.collection('leases').updateMany({}, { $set: { until: 0 } })
    processes.migrate(bench.database.uri)
    let revision = 0
    await vi.waitFor(async () => {
      revision = (await done(store, item(ann, revision, { lines: [line(revision + 1, 'x')] })))
        .revision
      expect(await older()).toBe(0)
    }, soon)
    for (const n of [9, 10]) {
      const { _id } = all[n]!
      expect(await olds(homeOf(_id)).findOne({ _id })).toMatchObject({
        desk: { format: 1, revision: 3, keys: [{ key: 'first', until: noon + n }] },
      })
    }
    console.log(`rewritten: ${many - left} by the one that was killed, ${left} by the other`)
  })

  it('are found by an index, and what no step can lead on is told and left', async () => {
    const broken = { ...oldDocument(1, noon), desk: { format: 0, seen: 5 } }
    await olds().insertMany([broken as never, oldDocument(2, noon)])
    const told: Migrating[] = []
    await using _store = await openMongo(bench.database.uri, {
      forms: formsWithOlder,
      onMigrating: (progress) => told.push(progress),
    })
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ done: 1, left: 1 }), soon)
    expect(told.at(-1)!.refused).toMatchObject([{ actor: 'conversation:web/1' }])
    const plan = await olds()
      .find({ 'desk.format': { $lt: 1 } })
      .explain('executionStats')
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain('older_than_1')
    expect(plan.executionStats.totalDocsExamined).toBe(1)
  })
})

describeMongo('while a newer version is rolled out', (bench) => {
  afterEach(async () => {
    const meta = bench.database.db.collection<{ _id: string }>('meta')
    await meta.updateOne({ _id: 'schema' }, { $set: { version: 1 } })
  })

  it('an older process goes on, but refuses what it cannot read and says so', async () => {
    const older = await bench.open()
    await done(older, item(ann, 0))
    await using newer = await openMongo(bench.database.uri, { forms: nextForms(2) })
    await done(newer, item(bo, 0, { letters: [words('team:service', 'x')], lines: [line(1, 'x')] }))

    const refused = expect.objectContaining({
      message: expect.stringMatching(/telegram\/bo was written by a newer version .*form 2/),
    })
    await expect(older.load(bo)).rejects.toEqual(refused)
    await expect(older.load(bo)).rejects.toBeInstanceOf(StoreUnavailableError)
    await expect(older.lines(bo, 0, 5)).rejects.toEqual(refused)
    const [lost, kept] = await Promise.allSettled([
      older.commit(item(bo, 1), noon),
      older.commit(item('conversation:web/new', 0), noon),
    ])
    expect(lost).toMatchObject({ status: 'rejected', reason: refused })
    expect(kept).toMatchObject({ status: 'fulfilled', value: { outcome: 'done' } })
    expect(await older.claim(noon + day, 9, minute)).toEqual([])
    expect(await newer.claim(noon + day, 9, minute)).toHaveLength(1)
  })

  it('an older process reads and writes what it may, and the newer one leads it on again', async () => {
    const older = await bench.open()
    await nobodyRewrites(bench, 2)
    await using newer = await openMongo(bench.database.uri, { forms: nextForms(1) })
    const actors = bench.database.db.collection<{ _id: string; desk: object }>('actors')
    await done(newer, item(ann, 0))
    expect((await actors.findOne({ _id: ann }))?.desk).toMatchObject({ format: 2, readableFrom: 1 })
    await done(older, item(ann, 1))
    const byOlder = (await actors.findOne({ _id: ann }))?.desk
    expect(byOlder).toMatchObject({ format: 1 })
    expect(byOlder).not.toHaveProperty('readableFrom')
    await done(newer, item(ann, 2))
    expect((await actors.findOne({ _id: ann }))?.desk).toMatchObject({ format: 2, hello: 'new' })
  })

  it('no older process begins work once all is in a form it cannot read', async () => {
    await done(await bench.open(), item(ann, 0))
    const meta = bench.database.db.collection<{ _id: string; version: number }>('meta')
    await using _newer = await openMongo(bench.database.uri, { forms: nextForms(2) })
    await vi.waitFor(async () => {
      expect((await meta.findOne({ _id: 'schema' }))?.version).toBe(2)
    }, soon)
    await expect(bench.open()).rejects.toThrow(/newer version .*format 2, this one knows 1/)
  })
})
