import { fork } from 'node:child_process'

/**
 * A process that does what it is asked: `ask(what, given)` answers with what its work answers, once it is `ready`.
 * What it says unasked goes to `heard`. Its end is a fault, unless it was asked to end or `mayDie`.
 */
export function startChild(script, { args = [], heard = () => undefined, mayDie = false } = {}) {
  const child = fork(script, args)
  const waiting = new Map()
  let last = 0
  const answer = (id) => new Promise((resolve) => waiting.set(id, resolve))
  const ready = answer(0)
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => {
      if (code !== 0 && !mayDie) throw new Error(`${script} ${args} ended with ${code}`)
      resolve(code)
    })
  })
  child.on('message', ({ id, result, said }) => {
    if (said) return heard(said)
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  return {
    ready,
    ended,
    ask(what, given) {
      last += 1
      const id = last
      child.send({ id, what, given })
      return answer(id)
    },
    kill: () => child.kill('SIGKILL'),
  }
}

/** The other side: `work` by name; one of them is `end`. */
export function obey(work) {
  process.on('message', async ({ id, what, given }) => {
    const result = await work[what](given ?? {})
    if (process.connected) process.send({ id, result })
    if (what === 'end') setImmediate(() => process.disconnect())
  })
  process.send({ id: 0 })
}

/** Tells the parent something that it has not asked for. */
export function say(said) {
  process.send({ said })
}
