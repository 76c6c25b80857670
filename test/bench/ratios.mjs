import { ours, peers } from './subjects.mjs'

/**
 * Ours to each peer's, and to the best of them, in the same round. `results`: by label, turns a second of a crowd and of a
 * lone user, and the p99 at a steady rate, of which less is better.
 */
export function addRatios(figures, results) {
  for (const name of ours) {
    const mine = results.get(name)
    for (const mode of ['', '.normal']) {
      const theirs = peers.map((peer) => ({ peer, ...results.get(`${peer}${mode}`) }))
      for (const { peer, crowd, one, p99 } of theirs) {
        figures.add(`ratio.${name}.500.${peer}${mode}`, mine.crowd / crowd)
        figures.add(`ratio.${name}.1.${peer}${mode}`, mine.one / one)
        figures.add(`ratio.${name}.p99_300.${peer}${mode}`, mine.p99 / p99)
      }
      const most = (key) => Math.max(...theirs.map((peer) => peer[key]))
      figures.add(`ratio.${name}.500.best${mode}`, mine.crowd / most('crowd'))
      figures.add(`ratio.${name}.1.best${mode}`, mine.one / most('one'))
      const least = Math.min(...theirs.map(({ p99 }) => p99))
      figures.add(`ratio.${name}.p99_300.best${mode}`, mine.p99 / least)
    }
  }
}
