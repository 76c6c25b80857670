import { quantile } from './figures.mjs'

/** Processes that share a database have different customers. */
const place = process.pid.toString(36)

let runs = 0

/** A promise one can keep from outside. */
function later() {
  let resolve
  const promise = new Promise((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** Replies by who waits for them. */
export class Replies {
  #waiting = new Map()

  next(who) {
    const reply = later()
    this.#waiting.set(who, reply)
    return reply.promise
  }

  came(who, message) {
    const reply = this.#waiting.get(who)
    this.#waiting.delete(who)
    reply?.resolve(message)
  }
}

/**
 * `users` closed-loop users, each beginning a new conversation as soon as the last is over, until `turns` turns are done.
 * `converse(name, turn)` does one conversation; it calls `turn(work)` for each turn.
 */
export async function closedLoop({ users, turns, converse }) {
  const run = ++runs
  const times = []
  let conversations = 0
  const turn = async (work) => {
    const from = performance.now()
    const result = await work()
    times.push(performance.now() - from)
    return result
  }
  const one = async (user) => {
    while (times.length < turns) {
      conversations += 1
      await converse(`${place}-r${run}-u${user}-${conversations}`, turn)
    }
  }
  const cpu = process.cpuUsage()
  const from = performance.now()
  await Promise.all(Array.from({ length: users }, (_, user) => one(user)))
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    perSecond: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpu: (user + system) / times.length,
    turns: times.length,
  }
}

/** Turns begun at a steady rate over `users` conversations, whatever the desk does; answers the times in ms. */
export async function openLoop({ users, perSecond, seconds, converse }) {
  const run = ++runs
  const times = []
  const gate = { tokens: 0, waiting: [] }
  let over = false
  const turn = async (work) => {
    if (over) return work()
    const from = await new Promise((resolve) => gate.waiting.push(resolve))
    const result = await work()
    if (from !== undefined) times.push(performance.now() - from)
    return result
  }
  const one = async (user) => {
    for (let n = 0; !over; n++) await converse(`${place}-r${run}-u${user}-${n}`, turn)
  }
  const all = Array.from({ length: users }, (_, user) => one(user))
  const start = performance.now()
  let begun = 0
  await new Promise((resolve) => {
    const tick = setInterval(() => {
      const due = Math.floor(((performance.now() - start) / 1000) * perSecond)
      // A turn that nobody was free to begin in time still counts from the moment it was due.
      while (begun < due && gate.waiting.length) {
        gate.waiting.shift()(start + ((begun + 1) / perSecond) * 1000)
        begun += 1
      }
      if (performance.now() - start < seconds * 1000) return
      clearInterval(tick)
      over = true
      // Those who still wait finish their conversations uncounted.
      for (const free of gate.waiting.splice(0)) free()
      resolve()
    }, 1)
  })
  await Promise.all(all)
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), turns: times.length }
}

/** Brings `count` conversations to their middle, by `half(name)`, and leaves them there. */
export async function leaveOpen(count, half) {
  const run = ++runs
  let next = 0
  const one = async () => {
    while (next < count) await half(`${place}-h${run}-${next++}`)
  }
  await Promise.all(Array.from({ length: Math.min(200, count) }, one))
}
