// One subject of the bench in a process of its own: NAME SYNCHRONOUS FOLDER.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { loadDatabase } from '../../dist/src/store/sqlite/driver.js'
import { obey } from './child.mjs'
import { perStage } from './stages.mjs'
import { openSubject } from './subjects.mjs'
import { leaveOpen } from './users.mjs'

const Database = await loadDatabase()
const [name, synchronous, folder] = process.argv.slice(2)
const subject = await openSubject(name, { folder, synchronous })
/** What is kept of a talk that was heard a moment ago is let go by then, in ms. */
const calm = 11_000

obey({
  closed: ({ users, turns }) => subject.closed(users, turns),
  open: ({ users, perSecond, seconds }) => subject.open(users, perSecond, seconds),
  /** µs a turn in each stage of the desk. */
  stages: ({ users, turns }) => perStage(async () => (await subject.closed(users, turns)).turns),
  commitsPerTurn,
  memory,
  async end() {
    await subject.settled()
    await subject.close()
  },
})

/** Commits of all actors, the customers' and the tickets', for each message a customer writes: each raises a revision by one. */
async function commitsPerTurn() {
  const database = new Database(join(folder, 'redress.db'), { readonly: true })
  const revisions = database.prepare('SELECT sum(revision) FROM actors').pluck()
  const before = revisions.get()
  const { turns } = await subject.closed(50, 500)
  await subject.settled()
  const commits = revisions.get() - before
  database.close()
  return commits / turns
}

/** What `count` conversations in the middle of their interview take, after everything that can be let go has been. */
async function memory({ count }) {
  await leaveOpen(100, subject.half)
  const before = used()
  await leaveOpen(count, subject.half)
  await subject.settled()
  await wait(calm)
  // What is forgotten by time is forgotten when the next one comes.
  await leaveOpen(1, subject.half)
  const after = used()
  return { rss: after.rss, heapEach: (after.heap - before.heap) / count }
}

function used() {
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heap: heapUsed }
}
