import { quantile } from './figures.mjs'

/** What a settlement may take, in ms. */
const prompt = 50

/** Counts what becomes of commits, and how long settlements take from the hand-over to the disk. */
export function watched(store) {
  const { commit, settle } = store
  let commits = 0
  let stale = 0
  let settled = []
  store.commit = async function counted(...given) {
    const result = await commit.apply(this, given)
    commits += 1
    if (result.outcome === 'stale') stale += 1
    return result
  }
  store.settle = async function timed(...given) {
    const from = performance.now()
    await settle.apply(this, given)
    settled.push(performance.now() - from)
  }
  return {
    reset() {
      commits = 0
      stale = 0
      settled = []
    },
    found: () => ({
      commits,
      stale,
      settledP50: quantile(settled, 0.5),
      settledP99: quantile(settled, 0.99),
      prompt: settled.filter((time) => time <= prompt).length / settled.length,
    }),
  }
}

/** What clients have asked of the primary so far. `misses`: writes that found another document than was read. */
export async function asked(connection) {
  const { metrics, opcounters } = await connection.db.admin().command({ serverStatus: 1 })
  const total = (...names) =>
    names.reduce((sum, name) => sum + Number(metrics.commands[name].total), 0)
  return {
    reads: total('find', 'aggregate'),
    writes: total('insert', 'update', 'findAndModify'),
    misses: Number(opcounters.update) - Number(metrics.document.updated),
  }
}
