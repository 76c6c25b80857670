import { quantile } from './figures.mjs'

const actorsAtAll = 500
let collections = 0

/** What a developer would write first: one document an actor, replaced at its revision, one command each. */
export async function openBare(connection) {
  collections += 1
  const actors = connection
    .getClient()
    .db('bare')
    .collection(`actors_${collections}`, {
      writeConcern: { w: 'majority', journal: true },
    })
  await actors.createIndex({ 'letters.due': 1 })
  const text = 'x'.repeat(1_900)
  const document = (_id, revision) => ({
    _id,
    revision,
    text,
    letters: [{ due: Date.now() + revision, to: 'customer', body: 'y'.repeat(200) }],
  })
  const ids = Array.from({ length: actorsAtAll }, (_, n) => `actor:${n}`)
  await actors.insertMany(ids.map((id) => document(id, 0)))
  const revisions = new Map(ids.map((id) => [id, 0]))
  return {
    async run(inFlight, writes) {
      const times = []
      let begun = 0
      const one = async (user) => {
        for (let n = 0; begun < writes; n++) {
          begun += 1
          const id = ids[(user + n * inFlight) % ids.length]
          const revision = revisions.get(id)
          revisions.set(id, revision + 1)
          const from = performance.now()
          await actors.replaceOne({ _id: id, revision }, document(id, revision + 1))
          times.push(performance.now() - from)
        }
      }
      const from = performance.now()
      await Promise.all(Array.from({ length: inFlight }, (_, user) => one(user)))
      const seconds = (performance.now() - from) / 1000
      return { perSecond: times.length / seconds, p50: quantile(times, 0.5) }
    },
    close: () => actors.drop(),
  }
}
