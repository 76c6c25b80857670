import { foldCommand } from './command-fold.ts'

/** The known words a mistyped one may stand for, the closest first; one for each value. */
export function nearestWords<T>(
  typed: string,
  known: readonly { word: string; value: T }[],
  most: number,
): { word: string; value: T }[] {
  const folded = foldCommand(typed.trim())
  const close = known
    .map((entry) => ({ ...entry, distance: distanceOf(folded, entry.word) }))
    .filter(({ word, distance }) => distance <= allowed(word))
    .sort((a, b) => a.distance - b.distance || a.word.length - b.word.length)
  const seen = new Set<T>()
  return close.filter(({ value }) => !seen.has(value) && seen.add(value)).slice(0, most)
}

/** Chinese names are short: one wrong character of two or three, never one of one. */
function allowed(word: string): number {
  if (/\p{Script=Han}/u.test(word)) return word.length > 1 ? 1 : 0
  return word.length > 5 ? 2 : word.length > 2 ? 1 : 0
}

function distanceOf(typed: string, word: string): number {
  const begun = typed.length >= 3 && word.startsWith(typed)
  return begun ? 0.5 : steps(typed, word)
}

/** Characters to put in, take out, change, or swap with their neighbour. */
function steps(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(changed, last[j]! + 1, row[j - 1]! + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
