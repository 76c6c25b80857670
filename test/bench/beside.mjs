import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.mjs'
import { bareSteps, bareWrites } from './engine.mjs'
import { measureInstalls } from './install-size.mjs'
import { productStart } from './product-start.mjs'
import { addRatios } from './ratios.mjs'
import { ours, peers } from './subjects.mjs'

const script = fileURLToPath(new URL('subject-process.mjs', import.meta.url))
const many = 500
const fewer = 100
const rate = 300
const open = 10_000
const mega = 2 ** 20

const atFull = [...ours, ...peers].map((name) => ({ name, label: name, synchronous: 'FULL' }))
const atNormal = peers.map((name) => ({ name, label: `${name}.normal`, synchronous: 'NORMAL' }))
const contenders = [...atFull, ...atNormal]

/** The desk, its bare parts and its peers, each in a process of its own, in turns: another begins each round. */
export async function measureBeside({ figures, rounds, size }) {
  for (let round = 0; round < rounds; round++) {
    const bare = await measureBare({ figures, size })
    const results = new Map()
    const first = Math.floor((round * contenders.length) / rounds)
    const order = [...contenders.slice(first), ...contenders.slice(0, first)]
    for (const contender of order) {
      results.set(contender.label, await measure(contender, { figures, size }))
    }
    for (const name of ours) figures.add(`share.${name}.500`, results.get(name).crowd / bare)
    addRatios(figures, results)
    figures.add('start_ms', await productStart())
  }
  await measureMemory({ figures, count: open * size })
  measureInstalls(figures)
}

async function measureBare({ figures, size }) {
  const steps = bareSteps(600 * size)
  const writes = await bareWrites(1_000 * size, many)
  figures.add('steps_per_s.bare', steps)
  figures.add('writes_per_s.bare.500', writes)
  const allowed = 1 / (1 / steps + 1 / writes)
  figures.add('turns_per_s.bare.500', allowed)
  return allowed
}

async function measure(contender, { figures, size }) {
  const { name, label } = contender
  const from = performance.now()
  return withSubject(contender, async ({ ask }) => {
    if (name === label) figures.add(`start_ms.${label}`, performance.now() - from)
    await ask('closed', { users: fewer, turns: 4_000 * size })
    const steady = await ask('open', { users: many, perSecond: rate, seconds: 4 * size })
    figures.add(`p50_ms.${label}.300`, steady.p50)
    figures.add(`p99_ms.${label}.300`, steady.p99)
    const crowd = await ask('closed', { users: many, turns: 8_000 * size })
    addLoop(figures, `${label}.500`, crowd)
    figures.add(`cpu_us_per_turn.${label}.500`, crowd.cpu)
    const one = await ask('closed', { users: 1, turns: 1_000 * size })
    addLoop(figures, `${label}.1`, one)
    if (name === 'redress') await measureStages({ figures, ask, size })
    return { crowd: crowd.perSecond, one: one.perSecond, p99: steady.p99 }
  })
}

function addLoop(figures, name, { perSecond, p50, p99 }) {
  figures.add(`turns_per_s.${name}`, perSecond)
  figures.add(`p50_ms.${name}`, p50)
  figures.add(`p99_ms.${name}`, p99)
}

async function measureStages({ figures, ask, size }) {
  const spent = await ask('stages', { users: many, turns: 6_000 * size })
  for (const [stage, time] of Object.entries(spent))
    figures.add(`us_per_turn.redress.${stage}`, time)
  figures.add('commits_per_turn.redress', await ask('commitsPerTurn'))
}

/** All at once: nothing is timed. */
async function measureMemory({ figures, count }) {
  const one = (contender) =>
    withSubject(contender, async ({ ask }) => {
      const { rss, heapEach } = await ask('memory', { count })
      figures.add(`rss_mb.${contender.name}.open`, rss / mega)
      figures.add(`heap_kb_per_open_conversation.${contender.name}`, heapEach / 1024)
    })
  // What a commit costs on the disk is nothing to memory.
  const quick = [...atFull.filter(({ name }) => ours.includes(name)), ...atNormal]
  await Promise.all(quick.map(one))
}

async function withSubject({ name, synchronous }, work) {
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'))
  const child = startChild(script, { args: [name, synchronous, folder] })
  await child.ready
  const result = await work(child)
  child.ask('end')
  await child.ended
  rmSync(folder, { recursive: true })
  return result
}
