/** The only source of time. */
export interface Clock {
  /** Epoch ms. */
  now(): number
  /** Runs `task` once, at `at` (epoch ms) or as soon as that has passed; the answer takes it back. */
  at(at: number, task: () => void): () => void
}
