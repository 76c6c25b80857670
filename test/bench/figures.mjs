/** The q-th quantile (0–1) of numbers. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  if (!sorted.length) return Number.NaN
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)]
  return low + (sorted[Math.ceil(at)] - low) * (at % 1)
}

export const median = (values) => quantile(values, 0.5)

/** All rounds of all figures, by their stable names. */
export class Figures {
  #rounds = new Map()

  add(name, value) {
    const values = this.#rounds.get(name) ?? []
    values.push(value)
    this.#rounds.set(name, values)
  }

  /** `{ name: { median, min, max, rounds } }` */
  summary() {
    const entries = [...this.#rounds].map(([name, rounds]) => [
      name,
      { median: median(rounds), min: Math.min(...rounds), max: Math.max(...rounds), rounds },
    ])
    return Object.fromEntries(entries)
  }

  print() {
    const width = Math.max(...[...this.#rounds.keys()].map((name) => name.length))
    for (const [name, { median: middle, min, max }] of Object.entries(this.summary())) {
      console.log(
        `${name.padEnd(width)}  ${show(middle).padStart(10)}  [${show(min)} – ${show(max)}]`,
      )
    }
  }
}

function show(value) {
  if (!Number.isFinite(value)) return String(value)
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toPrecision(3)
}
