import { fileURLToPath } from 'node:url'
import { startChild } from './child.mjs'
import { actorOf } from './engine.mjs'
import { answers } from './interview.mjs'
import { named } from './mongo-servers.mjs'
import { closedLoop, Replies } from './users.mjs'
import { asked } from './watched.mjs'

const script = fileURLToPath(new URL('mongo-process.mjs', import.meta.url))
const users = 100
const replies = new Replies()

/**
 * One, two and three real processes of the desk on one database: each with customers of its own, and with customers
 * whose every message lands anywhere.
 */
export async function measureProcesses({ uri, connection, turns, add }) {
  for (const count of [1, 2, 3]) {
    const address = named(uri)
    const processes = await Promise.all(Array.from({ length: count }, () => begin(address)))
    const all = (what, given) => Promise.all(processes.map(({ ask }) => ask(what, given)))
    const share = { users: Math.ceil(users / count), turns: Math.ceil(turns / count) }
    await all('run', { ...share, turns: share.turns / 4 })
    await all('reset')
    const before = await asked(connection)
    const own = await all('run', share)
    const after = await asked(connection)
    const done = own.reduce((sum, { turns: some }) => sum + some, 0)
    const name = (figure) => `${figure}.processes_${count}`
    add(
      name('turns_per_s'),
      own.reduce((sum, { perSecond }) => sum + perSecond, 0),
    )
    add(name('p99_ms'), Math.max(...own.map(({ p99 }) => p99)))
    add(
      name('commands_per_turn'),
      (after.reads + after.writes - before.reads - before.writes) / done,
    )
    add(name('conflicts_per_1000'), (Math.max(0, after.misses - before.misses) / done) * 1_000)
    const found = await all('found')
    add(name('settled_p99_ms'), Math.max(...found.map(({ settledP99 }) => settledP99)))
    if (count > 1) await anywhere({ processes, turns, connection, all, add, name })
    await all('end')
  }
}

/** Every message of a customer goes to another process than the one before. */
async function anywhere({ processes, turns, connection, all, add, name }) {
  const converse = async (customer, turn) => {
    for (const n of answers.keys()) {
      await turn(async () => {
        const reply = replies.next(actorOf(customer))
        await processes[n % processes.length].ask('take', { name: customer, n })
        await reply
      })
    }
  }
  await all('tell')
  await all('reset')
  const before = await asked(connection)
  const loop = await closedLoop({ users, turns: turns / 2, converse })
  const after = await asked(connection)
  const stale = (await all('found')).reduce((sum, { stale: some }) => sum + some, 0)
  add(name('turns_per_s.anywhere'), loop.perSecond)
  add(name('p99_ms.anywhere'), loop.p99)
  add(
    name('commands_per_turn.anywhere'),
    (after.reads + after.writes - before.reads - before.writes) / loop.turns,
  )
  add(
    name('conflicts_per_1000.anywhere'),
    (Math.max(0, after.misses - before.misses) / loop.turns) * 1_000,
  )
  add(name('steps_again_per_1000.anywhere'), (stale / loop.turns) * 1_000)
}

async function begin(address) {
  const child = startChild(script, { args: [address], heard: (actor) => replies.came(actor) })
  await child.ready
  return child
}
