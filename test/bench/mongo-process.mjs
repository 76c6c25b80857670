// One of several processes of the desk on one database, told what to do by the process that started it.
import { openMongo } from '../../dist/src/store/mongodb/open.js'
import { obey, say } from './child.mjs'
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
  { onReply: (actor) => tells && say(actor) },
)

obey({
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
  end: () => engine.close(),
})
