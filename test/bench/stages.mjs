import { Session } from 'node:inspector/promises'

/** Which part of the desk a file belongs to; libraries count for the part that called them. */
const stages = [
  ['inbox', /dist\/src\/(inbox|channels|app)/],
  ['understanding', /dist\/src\/insight/],
  ['step', /dist\/(src\/(engine|texts|domain)|flows)/],
  ['store', /dist\/src\/store/],
  ['outbox', /dist\/src\/outbox/],
]

/** Runs `work`, which answers how many turns it did, and answers µs a turn spent in each stage, by a sampling profile. */
export async function perStage(work) {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 250 })
  await session.post('Profiler.start')
  const turns = await work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parent = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  )
  const stageOf = (id) => {
    for (let node = nodes.get(id); node; node = nodes.get(parent.get(node.id))) {
      const { functionName, url } = node.callFrame
      if (functionName === '(garbage collector)') return 'memory'
      if (functionName === '(idle)') return 'idle'
      const stage = stages.find(([, files]) => files.test(url))
      if (stage) return stage[0]
    }
    return 'other'
  }
  const spent = new Map()
  profile.samples.forEach((id, i) => {
    const stage = stageOf(id)
    spent.set(stage, (spent.get(stage) ?? 0) + profile.timeDeltas[i])
  })
  spent.delete('idle')
  return Object.fromEntries([...spent].map(([stage, time]) => [stage, time / turns]))
}
