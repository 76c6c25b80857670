// The desk beside its bare parts and beside what a developer would pick instead, interleaved in one run.
// `npm run bench -- --rounds 5 --json FILE`; `--store mongodb` measures that store on a replica set of three and alone.
// `--shards N` counts which of N shards each request would touch.
// `--growth` asks a store with a thousand tickets and one with a million (`--tickets N`) the same questions.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bareSteps, bareWrites, freshStore, openEngine } from './engine.mjs'
import { Figures } from './figures.mjs'
import { measureGrowth } from './growth.mjs'
import { withMongo } from './mongo-servers.mjs'
import { measureMongo } from './mongodb.mjs'
import { openRedress, readHurriedBook } from './redress.mjs'
import { measureShards } from './shards.mjs'
import { perStage } from './stages.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    quick: { type: 'boolean' },
    store: { type: 'string', default: 'sqlite' },
    growth: { type: 'boolean' },
    shards: { type: 'string' },
    tickets: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const size = values.quick ? 0.1 : 1
const many = 500
const rate = 300
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const figures = new Figures()
const book = readHurriedBook()

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${values.store === 'mongodb' ? 'majority' : 'synchronous=FULL'}, ${rounds} rounds; median [least – most]; load of the machine before ${loadavg()[0].toFixed(1)}`,
)
if (values.growth) await growth()
else if (values.shards) await shards(Number(values.shards))
else if (values.store === 'mongodb') await measureMongo({ figures, rounds, size, book })
else {
  for (let round = 0; round < rounds; round++) await oneRound()
  await memory()
}
figures.print()
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures.summary(), null, 2)}\n`)

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

async function oneRound() {
  const steps = bareSteps(600 * size)
  const writes = await bareWrites(1_000 * size, many)
  figures.add('steps_per_s.bare', steps)
  figures.add('writes_per_s.bare.500', writes)
  const allowed = 1 / (1 / steps + 1 / writes)
  figures.add('turns_per_s.bare.500', allowed)
  const { openTelegraf } = await import('./peers/telegraf.mjs')
  const telegraf = await openTelegraf()
  const peer = await measure('telegraf', telegraf)
  await telegraf.close()
  const engine = await openEngine()
  const tps = await measure('engine', engine)
  figures.add('share.engine.500', tps / allowed)
  figures.add('ratio.engine.500.telegraf', tps / peer)
  await engine.close()
  const redress = await openRedress(book)
  const whole = await measure('redress', redress)
  figures.add('share.redress.500', whole / allowed)
  figures.add('ratio.redress.500.telegraf', whole / peer)
  const spent = await perStage(async () => (await redress.closed(many, 6_000 * size)).turns)
  for (const [stage, time] of Object.entries(spent))
    figures.add(`us_per_turn.redress.${stage}`, time)
  figures.add('commits_per_turn.redress', await commitsPerTurn(redress))
  await redress.close()
  figures.add('start_ms', await startTime())
}

async function measure(name, subject) {
  await subject.closed(many, 4_000 * size)
  const steady = await subject.open(many, rate, 5 * size)
  figures.add(`p50_ms.${name}.300`, steady.p50)
  figures.add(`p99_ms.${name}.300`, steady.p99)
  const crowd = await subject.closed(many, 12_000 * size)
  figures.add(`turns_per_s.${name}.500`, crowd.perSecond)
  figures.add(`p50_ms.${name}.500`, crowd.p50)
  figures.add(`p99_ms.${name}.500`, crowd.p99)
  figures.add(`cpu_us_per_turn.${name}.500`, crowd.cpu)
  const one = await subject.closed(1, 1_000 * size)
  figures.add(`turns_per_s.${name}.1`, one.perSecond)
  figures.add(`p50_ms.${name}.1`, one.p50)
  figures.add(`p99_ms.${name}.1`, one.p99)
  return crowd.perSecond
}

/** Commits of all actors, the customers' and the tickets', for each message a customer writes. */
async function commitsPerTurn({ desk, closed }) {
  const { store } = desk
  const commit = store.commit
  let commits = 0
  store.commit = function counted(...given) {
    commits += 1
    return commit.apply(this, given)
  }
  const { turns } = await closed(50, 500)
  store.commit = commit
  return commits / turns
}

/** Live heap of conversations in the middle of their interview. */
async function memory() {
  if (!globalThis.gc) return console.log('live heap: start node with --expose-gc')
  const count = 10_000 * size
  const redress = await openRedress(book)
  const heap = () => {
    globalThis.gc()
    globalThis.gc()
    return process.memoryUsage().heapUsed
  }
  await redress.leaveOpen(100)
  const before = heap()
  await redress.leaveOpen(count)
  // The loop forgets actors some seconds after their last commit, when the next one comes.
  await new Promise((resolve) => setTimeout(resolve, 11_000))
  await redress.leaveOpen(1)
  figures.add('heap_kb_per_open_conversation', (heap() - before) / 1024 / count)
  await redress.close()
}

/** From the command to a desk that listens, on a folder that is there already. */
async function startTime() {
  const folder = mkdtempSync(join(tmpdir(), 'redress-start-'))
  const env = { ...process.env, DATA: folder, PORT: '0', LOG_LEVEL: 'silent' }
  const once = () =>
    new Promise((resolve) => {
      const from = performance.now()
      const child = spawn(process.execPath, [join(root, 'dist/src/main.js')], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child.stdout.once('data', () => {
        const time = performance.now() - from
        child.once('close', () => resolve(time))
        child.kill('SIGTERM')
      })
    })
  await once()
  const time = await once()
  rmSync(folder, { recursive: true })
  return time
}
