import type { ActorId } from '../../domain/actor.ts'
import type { ActorDocument } from './document.ts'
import type { Job } from './job.ts'

export type Entry = {
  readonly job: Job<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  result: unknown
}

/** A write that was sent: what it was called, and what is true if it took place. */
type Attempt = { mark: string; results: readonly unknown[] }

/** So many names of past writes a document keeps. */
const marksKept = 8

/** One actor's part in a batch, until its fate is known: written, nothing to write, or failed. */
export class Turn {
  readonly actor: ActorId
  readonly entries: readonly Entry[]
  /** What the changes are made from; `unknown` until somebody has looked. */
  doc: ActorDocument | undefined | 'unknown'
  /** The document that is to be written. */
  next: ActorDocument | undefined
  decided = false
  failure: { error: unknown } | undefined
  /** True when `doc` is what a majority of the database has. */
  #proven = false
  #doubted = false
  #attempts: Attempt[] = []

  constructor(actor: ActorId, entries: readonly Entry[], known: ActorDocument | null | undefined) {
    this.actor = actor
    this.entries = entries
    this.doc = known === undefined ? 'unknown' : (known ?? undefined)
  }

  get needsLook(): boolean {
    return this.#doubted || this.doc === 'unknown'
  }

  /** What a majority of the database has: the proof of an earlier attempt, or what the next one is made from. */
  looked(doc: ActorDocument | undefined): void {
    this.doc = doc
    this.#proven = true
    this.#doubted = false
    const attempt = this.#attempts.find(({ mark }) => doc?.desk.marks.includes(mark))
    if (!attempt) return
    for (const [i, entry] of this.entries.entries()) entry.result = attempt.results[i]
    this.decided = true
  }

  /**
   * Applies the changes. Where nothing is to be written the answers are final only if they come from what a majority
   * has: a refusal told from an older document, or from one that may be taken back, would be a lie.
   */
  prepare(mark: () => string): void {
    this.next = undefined
    if (this.decided || this.doc === 'unknown' || this.#doubted) return
    try {
      const next = this.#applied(this.doc)
      if (next) this.next = this.#marked(next, mark())
      else if (this.#proven) this.decided = true
      else this.#doubted = true
    } catch (error) {
      this.fail(error)
    }
  }

  /** The answer to the write did not come, or was no. */
  doubt(): void {
    this.#doubted = true
  }

  succeed(): void {
    this.doc = this.next
    this.decided = true
  }

  fail(error: unknown): void {
    this.failure = { error }
    this.decided = true
  }

  answer(): void {
    const { failure } = this
    for (const { job, result, resolve, reject } of this.entries) {
      if (failure) reject(failure.error)
      else {
        if (typeof this.doc === 'object') job.written?.(result, this.doc)
        resolve(result)
      }
    }
  }

  #applied(from: ActorDocument | undefined): ActorDocument | undefined {
    let doc = from
    for (const entry of this.entries) {
      const changed = entry.job.change(doc)
      entry.result = changed.result
      doc = changed.doc ?? doc
    }
    return doc === from ? undefined : doc
  }

  #marked(doc: ActorDocument, mark: string): ActorDocument {
    this.#attempts.push({ mark, results: this.entries.map(({ result }) => result) })
    const marks = [...doc.desk.marks.slice(1 - marksKept), mark]
    return { ...doc, desk: { ...doc.desk, writes: doc.desk.writes + 1, mark, marks } }
  }
}
