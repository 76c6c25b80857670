// The desk beside its bare parts and beside what a developer would pick instead, interleaved in one run.
// `npm run bench -- --rounds 5 --json FILE`; `--quick` for a look; `--intact` only counts what kills, second deliveries and
// haste do to conversations, `--speed` leaves that out. `--store mongodb` measures that store on a replica set of three and alone.
// `--shards N` counts which of N shards each request would touch.
// `--growth` asks a store with a thousand tickets and one with a million (`--tickets N`) the same questions.
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureBeside } from './beside.mjs'
import { freshStore } from './engine.mjs'
import { Figures } from './figures.mjs'
import { measureGrowth } from './growth.mjs'
import { measureIntact } from './intact/run.mjs'
import { withMongo } from './mongo-servers.mjs'
import { measureMongo } from './mongodb.mjs'
import { readHurriedBook } from './redress.mjs'
import { measureShards } from './shards.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    quick: { type: 'boolean' },
    intact: { type: 'boolean' },
    speed: { type: 'boolean' },
    store: { type: 'string', default: 'sqlite' },
    growth: { type: 'boolean' },
    shards: { type: 'string' },
    tickets: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const size = values.quick ? 0.1 : 1
const figures = new Figures()
const book = readHurriedBook()

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${values.store === 'mongodb' ? 'majority' : 'synchronous=FULL'}, ${rounds} rounds; median [least – most]; load of the machine before ${loadavg()[0].toFixed(1)}`,
)
if (values.growth) await growth()
else if (values.shards) await shards(Number(values.shards))
else if (values.store === 'mongodb') await measureMongo({ figures, rounds, size, book })
else {
  if (!values.intact) await measureBeside({ figures, rounds, size })
  if (!values.speed) await measureIntact({ figures, size })
}
figures.print()
if (values.json) {
  const about = {
    node: process.version,
    cpus: `${cpus().length} × ${cpus()[0].model.trim()}`,
    rounds,
  }
  writeFileSync(values.json, `${JSON.stringify({ about, ...figures.summary() }, null, 2)}\n`)
}

async function shards(count) {
  await withMongo('alone', ({ uri }) => measureShards({ figures, count, book, uri }))
}

/** On MongoDB a server alone: what is asked of one member does not depend on the others. */
async function growth() {
  const most = Number(values.tickets ?? 1_000_000 * size * size)
  const measure = (open) => measureGrowth({ figures, rounds, most, book, open })
  if (values.store === 'mongodb') await withMongo('alone', ({ fresh }) => measure(fresh))
  else await measure(freshStore)
}
