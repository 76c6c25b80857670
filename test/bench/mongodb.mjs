import { openBare } from './bare-writes.mjs'
import { openEngine } from './engine.mjs'
import { median } from './figures.mjs'
import { freshMongo, named, withMongo } from './mongo-servers.mjs'
import { measureProcesses } from './processes.mjs'
import { openRedress } from './redress.mjs'
import { asked, watched } from './watched.mjs'

const many = 100

/** The store on MongoDB beside one bare `replaceOne` an actor, on a replica set of three and on a server alone. */
export async function measureMongo({ figures, rounds, size, book }) {
  for (const topology of ['three', 'alone']) {
    const add = (name, value) => figures.add(`${name}.${topology}`, value)
    await withMongo(topology, async ({ uri, connection }) => {
      for (let round = 0; round < rounds; round++) {
        const bare = await openBare(connection)
        await measureEngine({ uri, connection, bare, size, add })
        await bare.close()
        await measureProduct({ uri, connection, size, book, add })
        await measureProcesses({ uri, connection, turns: 6_000 * size, add })
      }
    })
  }
}

/** The engine with a small chart: what the store and the loop take of a turn. */
async function measureEngine({ uri, connection, bare, size, add }) {
  let seen
  const engine = await openEngine(async () => {
    const opened = await freshMongo(uri)
    seen = watched(opened.store)
    return opened
  })
  await bare.run(many, 500 * size)
  await engine.closed(many, 1_000 * size)
  await measureLone({ bare, engine, seen, size, add })
  await measureCrowd({ bare, engine, size, add })
  seen.reset()
  const before = await asked(connection)
  const turns = await engine.closed(many, 4_000 * size)
  const after = await asked(connection)
  const perTurn = (name) => (after[name] - before[name]) / turns.turns
  add('turns_per_s.engine.100', turns.perSecond)
  add('p50_ms.engine.100', turns.p50)
  add('p99_ms.engine.100', turns.p99)
  add('cpu_us_per_turn.engine.100', turns.cpu)
  add('commands_per_turn.engine.100', perTurn('reads') + perTurn('writes'))
  add('reads_per_turn.engine.100', perTurn('reads'))
  add('conflicts_per_1000.engine.100', Math.max(0, perTurn('misses')) * 1_000)
  const { settledP50, settledP99, prompt } = seen.found()
  add('settled_p50_ms.engine.100', settledP50)
  add('settled_p99_ms.engine.100', settledP99)
  add('settled_within_50_ms.engine.100', prompt)
  await engine.close()
}

/** One customer alone and one bare write alone, in short turns: what else the machine does weighs on both. */
async function measureLone({ bare, engine, seen, size, add }) {
  await engine.closed(1, 300)
  await bare.run(1, 300)
  seen.reset()
  const pairs = []
  for (let i = 0; i < Math.max(10, 40 * size); i++) {
    const { p50: write } = await bare.run(1, 40)
    const { p50: turn, p99 } = await engine.closed(1, 40)
    pairs.push({ write, turn, p99 })
  }
  const { settledP99, prompt } = seen.found()
  add('settled_p99_ms.engine.1', settledP99)
  add('settled_within_50_ms.engine.1', prompt)
  add('bare_p50_ms.1', median(pairs.map(({ write }) => write)))
  add('p50_ms.engine.1', median(pairs.map(({ turn }) => turn)))
  add('p99_ms.engine.1', median(pairs.map(({ p99 }) => p99)))
  add('ratio.engine.bare.1', median(pairs.map(({ turn, write }) => turn / write)))
}

/** A hundred at once, in turns with a hundred bare writes at once. */
async function measureCrowd({ bare, engine, size, add }) {
  const pairs = []
  for (let i = 0; i < 6; i++) {
    const { perSecond: writes } = await bare.run(many, 1_500 * size)
    const { perSecond: turns } = await engine.closed(many, 2_000 * size)
    pairs.push({ writes, turns })
  }
  add('bare_writes_per_s.100', median(pairs.map(({ writes }) => writes)))
  add('ratio.engine.bare.100', median(pairs.map(({ turns, writes }) => turns / writes)))
}

/** The whole product, with the documents it leaves behind. */
async function measureProduct({ uri, connection, size, book, add }) {
  const address = named(uri)
  const redress = await openRedress(book, { mongodb: { uri: address } })
  await redress.closed(many, 500 * size)
  const before = await asked(connection)
  const whole = await redress.closed(many, 3_000 * size)
  const after = await asked(connection)
  await redress.desk.app.settled()
  const perTurn = (name) => (after[name] - before[name]) / whole.turns
  add('turns_per_s.redress.100', whole.perSecond)
  add('p99_ms.redress.100', whole.p99)
  add('commands_per_turn.redress.100', perTurn('reads') + perTurn('writes'))
  add('reads_per_turn.redress.100', perTurn('reads'))
  await redress.close()
  const db = connection.getClient().db(/bench_\d+/.exec(address)[0])
  const sizes = await Promise.all(['actors', 'cases'].map((name) => sizeOf(db.collection(name))))
  const total = (name) => sizes.reduce((sum, size) => sum + size[name], 0)
  add('bytes_per_actor.redress', total('size') / total('count'))
  add('index_bytes_per_actor.redress', total('totalIndexSize') / total('count'))
}

async function sizeOf(collection) {
  const [found] = await collection.aggregate([{ $collStats: { storageStats: {} } }]).toArray()
  return found.storageStats
}
