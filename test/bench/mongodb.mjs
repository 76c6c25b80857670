import { execFileSync } from 'node:child_process'
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core'
import mongoose from 'mongoose'
import { openMongo } from '../../dist/src/store/mongodb/open.js'
import { openEngine } from './engine.mjs'
import { quantile } from './figures.mjs'
import { openRedress } from './redress.mjs'

const many = 100
let databases = 0

/** The store on MongoDB beside one bare `replaceOne` an actor, on a replica set of three and on a server alone. */
export async function measureMongo({ figures, rounds, size, book }) {
  for (const topology of ['three', 'alone']) {
    const servers = await start(topology)
    const connection = await mongoose.createConnection(servers.getUri()).asPromise()
    const measured = { figures, size, book, topology, connection, uri: servers.getUri() }
    try {
      for (let round = 0; round < rounds; round++) await oneRound(measured)
    } finally {
      await connection.close()
      await servers.stop()
    }
  }
}

async function start(topology) {
  const systemBinary = process.env.MONGOMS_SYSTEM_BINARY || onPath()
  const binary = systemBinary ? { binary: { systemBinary } } : {}
  const storageEngine = 'wiredTiger'
  return topology === 'three'
    ? MongoMemoryReplSet.create({ ...binary, replSet: { count: 3, storageEngine } })
    : MongoMemoryServer.create({ ...binary, instance: { storageEngine } })
}

function onPath() {
  try {
    return execFileSync('which', ['mongod'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

async function oneRound({ figures, size, book, topology, connection, uri }) {
  const name = (figure) => `${figure}.${topology}`
  const bare = await openBare(connection)
  await bare.run(many, 500 * size)
  const one = await bare.run(1, 400 * size)
  const crowd = await bare.run(many, 6_000 * size)
  figures.add(name('bare_writes_per_s.100'), crowd.perSecond)
  figures.add(name('bare_p50_ms.1'), one.p50)
  await bare.close()

  const engine = await openEngine(() => freshMongo(uri))
  await engine.closed(many, 1_000 * size)
  const lone = await engine.closed(1, 400 * size)
  const before = await commands(connection)
  const turns = await engine.closed(many, 8_000 * size)
  const sent = (await commands(connection)) - before
  figures.add(name('turns_per_s.engine.100'), turns.perSecond)
  figures.add(name('p50_ms.engine.100'), turns.p50)
  figures.add(name('p99_ms.engine.100'), turns.p99)
  figures.add(name('p50_ms.engine.1'), lone.p50)
  figures.add(name('p99_ms.engine.1'), lone.p99)
  figures.add(name('cpu_us_per_turn.engine.100'), turns.cpu)
  figures.add(name('commands_per_turn.engine.100'), sent / turns.turns)
  figures.add(name('ratio.engine.bare.100'), turns.perSecond / crowd.perSecond)
  figures.add(name('ratio.engine.bare.1'), lone.p50 / one.p50)
  await engine.close()

  const redress = await openRedress(book, { uri: named(uri) })
  await redress.closed(many, 500 * size)
  const whole = await redress.closed(many, 3_000 * size)
  figures.add(name('turns_per_s.redress.100'), whole.perSecond)
  figures.add(name('p99_ms.redress.100'), whole.p99)
  await redress.close()
}

/** A database of its own. */
async function freshMongo(uri) {
  const store = await openMongo(named(uri))
  return { store, close: () => store[Symbol.asyncDispose]() }
}

function named(uri) {
  const [, hosts, query = ''] = /^(mongodb:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(uri)
  return `${hosts}/bench_${++databases}${query}`
}

/** What a developer would write first: one document an actor, replaced at its revision, one command each. */
async function openBare(connection) {
  const actors = connection
    .getClient()
    .db(`bare_${++databases}`)
    .collection('actors', {
      writeConcern: { w: 'majority', journal: true },
    })
  await actors.createIndex({ 'letters.due': 1 })
  const text = 'x'.repeat(1_900)
  const document = (_id, revision) => ({
    _id,
    revision,
    text,
    letters: [{ due: Date.now() + revision, to: 'customer', body: 'y'.repeat(200) }],
  })
  const ids = Array.from({ length: 500 }, (_, n) => `actor:${n}`)
  await actors.insertMany(ids.map((id) => document(id, 0)))
  const revisions = new Map(ids.map((id) => [id, 0]))
  return {
    async run(inFlight, writes) {
      const times = []
      let begun = 0
      const one = async (user) => {
        for (let n = 0; begun < writes; n++) {
          begun += 1
          const id = ids[(user + n * inFlight) % ids.length]
          const revision = revisions.get(id)
          revisions.set(id, revision + 1)
          const from = performance.now()
          await actors.replaceOne({ _id: id, revision }, document(id, revision + 1))
          times.push(performance.now() - from)
        }
      }
      const from = performance.now()
      await Promise.all(Array.from({ length: inFlight }, (_, user) => one(user)))
      const seconds = (performance.now() - from) / 1000
      return { perSecond: times.length / seconds, p50: quantile(times, 0.5) }
    },
    close: () => connection.getClient().db(`bare_${databases}`).dropDatabase(),
  }
}

/** Reads and writes that clients have sent to the primary so far. */
async function commands(connection) {
  const { metrics } = await connection.db.admin().command({ serverStatus: 1 })
  const { find, insert, update, aggregate, findAndModify } = metrics.commands
  return [find, insert, update, aggregate, findAndModify].reduce(
    (sum, { total }) => sum + Number(total),
    0,
  )
}
