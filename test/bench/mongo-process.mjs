// One of several processes of the desk on one database, told what to do by the process that started it.
import { openMongo } from '../../dist/src/store/mongodb/open.js'
import { openEngine } from './engine.mjs'
import { watched } from './watched.mjs'

let seen
let tells = false
const engine = await openEngine(
  async () => {
    const store = await openMongo(process.argv[2])
    seen = watched(store)
    return { store, close: () => store[Symbol.asyncDispose]() }
  },
  // Whichever process delivers a reply, the customer is with the one that started all of them.
  (actor) => tells && process.send({ came: actor }),
)

const work = {
  async run({ users, turns }) {
    const { perSecond, p50, p99, turns: done } = await engine.closed(users, turns)
    return { perSecond, p50, p99, turns: done }
  },
  tell() {
    tells = true
  },
  take: ({ name, n }) => engine.take(name, n),
  reset: () => seen.reset(),
  found: () => seen.found(),
  async end() {
    await engine.close()
    setImmediate(() => process.disconnect())
  },
}

process.on('message', async ({ id, what, given }) => {
  const result = await work[what](given ?? {})
  process.send({ id, result })
})
process.send({ id: 0 })
