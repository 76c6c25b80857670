// Whether the SQLite driver lives with this Node's garbage collector: `node --expose-gc test/support/collect-garbage.mjs [SECONDS]`
// after `npm run build`. Databases, statements, iterators, functions and backups are made by the thousand, closed or simply
// forgotten, and collected: by force, as a task, and by themselves amid web traffic and where a context is made, which is where a
// driver of version 12 ends Node 24.19 and later (`env != nullptr`); and in threads that end in the middle of it. What was read is
// compared, too. DRIVER=path tries another package.

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { createContext, Script } from 'node:vm'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const Database = await driver()
const seconds = isMainThread ? Number(process.argv[2] ?? 3) : workerData.seconds
const until = performance.now() + seconds * 1_000
const folder = isMainThread ? mkdtempSync(join(tmpdir(), 'redress-gc-')) : workerData.folder
const did = { databases: 0, statements: 0, collections: 0, backups: 0, requests: 0, threads: 0 }
const web = isMainThread ? await traffic() : undefined
const litter = new Script('Array.from({ length: 20_000 }, (_, i) => ({ i, of: [i] })).length')
/** What the last rounds made, so that things of several ages are given up together. */
let kept = []
/** Of memory, half-way: what is collected leaves it as it is. */
let megabytes = 0

for (let n = 0; performance.now() < until; n++) {
  await round(n)
  if (n % 16 === 0) kept = []
  litter.runInContext(createContext({}))
  await web?.ask()
  if (n % 4 === 0) {
    const type = n % 8 === 0 ? 'major' : 'minor'
    await globalThis.gc({ type, execution: n % 12 === 0 ? 'sync' : 'async' })
    did.collections++
  }
  if (isMainThread && n % 64 === 0) await thread(n)
  if (!megabytes && performance.now() > until - seconds * 500) megabytes = resident()
}
if (web) {
  web.close()
  kept = []
  for (let n = 0; n < 3; n++) {
    globalThis.gc()
    await turn()
  }
  rmSync(folder, { recursive: true })
  const grownMb = Math.round(resident() - megabytes)
  console.log(JSON.stringify({ node: process.version, seconds, ...did, grownMb }))
}

async function traffic() {
  const server = createServer((_, response) => response.end('x'.repeat(10_000)))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${server.address().port}`
  return {
    async ask() {
      for (const text of await Promise.all([1, 2, 3].map(() => fetch(address)))) await text.text()
      did.requests += 3
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function driver() {
  if (process.env.DRIVER) return createRequire(import.meta.url)(process.env.DRIVER)
  const { loadDatabase } = await import('../../dist/src/store/sqlite/driver.js')
  return loadDatabase()
}

/** What SQLite calls it keeps: made in the round it would keep the database, too. */
function twice(value) {
  return Number(value) * 2
}

/** One database, used in every way the store uses one, then closed, closed amid a reading, or forgotten. */
async function round(n) {
  const file = n % 4 === 0 ? join(folder, `${isMainThread ? 'a' : 'b'}-${n % 12}.db`) : ':memory:'
  const db = new Database(file, { timeout: 1_000 })
  did.databases++
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE IF NOT EXISTS kept (n INTEGER, words TEXT); DELETE FROM kept')
  db.function('twice', twice)
  const insert = db.prepare('INSERT INTO kept VALUES (?, ?)')
  db.transaction(() => {
    for (let row = 0; row < 20; row++) insert.run(row, 'x'.repeat(100))
  })()
  for (let few = 0; few < 20; few++) {
    const { sum } = db.prepare(`SELECT sum(twice(n)) AS sum, ${few} AS few FROM kept`).get()
    if (sum !== 380) throw new Error(`read ${sum} instead of 380`)
  }
  did.statements += 21
  const reading = db.prepare('SELECT * FROM kept').iterate()
  reading.next()
  if (n % 3 === 0) kept.push(insert)
  if (n % 5 === 0) kept.push(db)
  if (n % 32 === 0) {
    reading.return()
    await db.backup(join(folder, `copy-${isMainThread}-${n % 64}.db`))
    did.backups++
  }
  if (n % 3 === 1) {
    reading.return()
    db.close()
  }
}

/** A thread that does the same, and ends by itself or is ended amid its work. */
async function thread(n) {
  did.threads++
  const worker = new Worker(new URL(import.meta.url), { workerData: { seconds: 0.2, folder } })
  const ended = new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject))
  if (n % 128 === 0) setTimeout(() => worker.terminate(), 120)
  await ended
}

function resident() {
  globalThis.gc()
  return process.memoryUsage.rss() / 1024 / 1024
}
